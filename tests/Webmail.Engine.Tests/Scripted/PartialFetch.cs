using System.Globalization;
using System.Text.RegularExpressions;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>A piece of a message that a client asks for: <c>BODY.PEEK[section]&lt;offset.count&gt;</c> (RFC 9051 6.4.5).</summary>
/// <param name="Section">Which part; empty for the whole message.</param>
/// <param name="Offset">Octets before it.</param>
/// <param name="Count">Octets of it.</param>
internal sealed partial record PartialFetch(string Section, int Offset, int Count)
{
    /// <summary>What a command asks for; null if that is something else.</summary>
    public static PartialFetch? Of(ScriptedCommand command) =>
        Partial().Match(command.Arguments) is { Success: true } match ? new(match.Groups[1].Value, Number(match.Groups[2]), Number(match.Groups[3])) : null;

    /// <summary>Sends it of the second message's text, without the end of the command.</summary>
    public Task AnswerAsync(ScriptedSession session, string text)
    {
        var piece = text.Substring(Math.Min(Offset, text.Length), Math.Min(Count, Math.Max(0, text.Length - Offset)));
        return session.SendAsync($"* 2 FETCH (UID 2 BODY[{Section}]<{Offset}> {{{piece.Length}}}\r\n{piece})");
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"BODY\.PEEK\[([\d.]*)\]<(\d+)\.(\d+)>")]
    private static partial Regex Partial();
}
