using System.Text.RegularExpressions;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>What the person was about when the program was killed.</summary>
internal enum Doing
{
    /// <summary>A draft was being saved, for the first time or not.</summary>
    FirstSave,

    /// <summary>A draft that has a copy on the server was being saved.</summary>
    Save,

    /// <summary>A message was being sent.</summary>
    Send,
}

/// <summary>A step of saving or sending, by what is said to the mail servers or by them.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Doing">When.</param>
/// <param name="Imap">On the line to the IMAP server; else to the submission server.</param>
/// <param name="ByProgram">Said by the program; else by the server.</param>
/// <param name="Said">What; null: a moment by chance.</param>
/// <param name="PassOn">Whether the other side hears it before the program dies.</param>
internal sealed partial record KillPoint(string Name, Doing Doing, bool Imap, bool ByProgram, Regex? Said, bool PassOn)
{
    /// <summary>Whether the server for submission has CHUNKING, so that there is no DATA.</summary>
    public bool Chunks { get; init; }

    /// <summary>Nobody can have the message: it must go out by itself, and not be shown as unclear.</summary>
    public bool IsCertain { get; init; }

    /// <summary>Each step, in the order in which they come.</summary>
    public static IReadOnlyList<KillPoint> All { get; } =
    [
        new("first save: before APPEND", Doing.FirstSave, true, true, AppendDraft(), false),
        new("first save: stored, answer on its way", Doing.FirstSave, true, false, AppendUid(), false),
        new("save: before APPEND", Doing.Save, true, true, AppendDraft(), false),
        new("save: stored, answer on its way", Doing.Save, true, false, AppendUid(), false),
        new("save: stored, answer heard", Doing.Save, true, false, AppendUid(), true),
        new("save: older copy about to be marked", Doing.Save, true, true, Store(), false),
        new("save: older copy marked", Doing.Save, true, true, Expunge(), false),
        new("save: older copy gone, answer on its way", Doing.Save, true, true, Expunge(), true),
        new("save: a moment by chance", Doing.Save, true, true, null, false),
        new("send: before EHLO", Doing.Send, false, true, Ehlo(), false) { IsCertain = true },
        new("send: before MAIL", Doing.Send, false, true, Mail(), false) { IsCertain = true },
        new("send: recipients accepted", Doing.Send, false, false, Recipient(), false) { IsCertain = true },
        new("send: before DATA", Doing.Send, false, true, Data(), false) { IsCertain = true },
        new("send: DATA heard", Doing.Send, false, true, Data(), true),
        new("send: told to go on", Doing.Send, false, false, GoOn(), false) { IsCertain = true },
        new("send: before the text", Doing.Send, false, true, Subject(), false),
        new("send: final dot heard", Doing.Send, false, true, Dot(), true),
        new("send: before BDAT", Doing.Send, false, true, Chunk(), false) { Chunks = true },
        new("send: BDAT: all of the text heard", Doing.Send, false, true, Text(), true) { Chunks = true },
        new("send: BDAT: accepted, answer on its way", Doing.Send, false, false, Queued(), false) { Chunks = true },
        new("send: accepted, answer on its way", Doing.Send, false, false, Queued(), false),
        new("send: accepted, answer heard", Doing.Send, false, false, Queued(), true),
        new("send: before the copy for Sent", Doing.Send, true, true, AppendSent(), false),
        new("send: filed, answer on its way", Doing.Send, true, false, AppendUid(), false),
        new("send: filed, answer heard", Doing.Send, true, false, AppendUid(), true),
        new("send: before the draft goes", Doing.Send, true, true, Expunge(), false),
        new("send: draft gone, answer on its way", Doing.Send, true, true, Expunge(), true),
        new("send: a moment by chance", Doing.Send, true, true, null, false),
        new("send: BDAT: a moment by chance", Doing.Send, true, true, null, false) { Chunks = true },
    ];

    [GeneratedRegex("APPEND \"?Drafts")]
    private static partial Regex AppendDraft();

    [GeneratedRegex("APPEND \"?Sent")]
    private static partial Regex AppendSent();

    [GeneratedRegex(@"\[APPENDUID ")]
    private static partial Regex AppendUid();

    [GeneratedRegex(@"UID STORE .*\\Deleted")]
    private static partial Regex Store();

    [GeneratedRegex("UID EXPUNGE")]
    private static partial Regex Expunge();

    [GeneratedRegex("EHLO ")]
    private static partial Regex Ehlo();

    [GeneratedRegex("MAIL FROM:")]
    private static partial Regex Mail();

    [GeneratedRegex(@"250 2\.1\.5 ")]
    private static partial Regex Recipient();

    [GeneratedRegex("^DATA\r\n", RegexOptions.Multiline)]
    private static partial Regex Data();

    [GeneratedRegex("^BDAT ", RegexOptions.Multiline)]
    private static partial Regex Chunk();

    [GeneratedRegex("text of round [0-9]+, begun\\s")]
    private static partial Regex Text();

    [GeneratedRegex("^354 ", RegexOptions.Multiline)]
    private static partial Regex GoOn();

    [GeneratedRegex("^Subject: ", RegexOptions.Multiline)]
    private static partial Regex Subject();

    [GeneratedRegex("\r\n\\.\r\n")]
    private static partial Regex Dot();

    [GeneratedRegex(@"250 2\.0\.0 Ok: ([0-9]+ bytes )?queued")]
    private static partial Regex Queued();
}
