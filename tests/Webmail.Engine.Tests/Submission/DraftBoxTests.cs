using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Engine.Imap;
using Webmail.Engine.Submission;
using Webmail.Engine.Tests.Scripted;
using Webmail.Engine.Tests.Sync;

namespace Webmail.Engine.Tests.Submission;

/// <summary>Saving drafts where the connection or the server does not do as it should.</summary>
public sealed partial class DraftBoxTests : SessionFixture
{
    private readonly SortedDictionary<uint, string> copies = [];
    private uint next = 1;
    private bool losesAnswer;

    public DraftBoxTests()
    {
        _ = Mail["Drafts"];
        Server.On("APPEND", AppendAsync);
        Answer("UID SEARCH", SearchAsync);
        Answer("UID FETCH", FetchAsync);
        Answer("UID EXPUNGE", ExpungeAsync);
    }

    private static Draft Draft => ComposedMessage.Draft;

    [Fact]
    public async Task The_older_copy_goes_only_after_the_newer_one_is_there()
    {
        var drafts = (await SignInAsync()).Drafts;
        var first = await drafts.SaveAsync(Draft, Now);

        var second = await drafts.SaveAsync(Draft with { SavedAs = first.SavedAs }, Now);

        Assert.Equal(MessageToken.Of(new("Drafts", 7, 2)), second.SavedAs);
        Assert.Equal([2u], copies.Keys);
        Assert.Equal(["APPEND", "APPEND", "UID STORE", "UID EXPUNGE"], Server.Names.Where(name => name is "APPEND" or "UID STORE" or "UID EXPUNGE"));
    }

    [Fact]
    public async Task A_save_whose_answer_was_lost_leaves_no_copy_behind()
    {
        var drafts = (await SignInAsync()).Drafts;
        var draft = Draft with { Writer = Guid.NewGuid() };
        var first = await drafts.SaveAsync(draft, Now);
        losesAnswer = true;
        await Assert.ThrowsAsync<ConnectionLostException>(() => drafts.SaveAsync(draft with { Subject = "Lost", SavedAs = first.SavedAs }, Now));
        Assert.Equal(2, copies.Count);

        losesAnswer = false;
        await drafts.SaveAsync(draft with { Subject = "Newest", SavedAs = first.SavedAs }, Now);

        Assert.Contains("Subject: Newest", Assert.Single(copies).Value);
    }

    [Fact]
    public async Task A_refused_save_leaves_the_copy_that_was()
    {
        var drafts = (await SignInAsync()).Drafts;
        var first = await drafts.SaveAsync(Draft, Now);
        Server.On("APPEND", (session, command) => session.NoAsync(command, "[OVERQUOTA] full"));

        var refused = await Assert.ThrowsAsync<ServerRefusedException>(() => drafts.SaveAsync(Draft with { SavedAs = first.SavedAs }, Now));

        Assert.Equal("OVERQUOTA", refused.Code);
        Assert.Single(copies);
        Assert.DoesNotContain("UID EXPUNGE", Server.Names);
    }

    [Fact]
    public async Task A_copy_that_could_not_be_taken_away_goes_with_the_next_save()
    {
        var drafts = (await SignInAsync()).Drafts;
        var draft = Draft;
        var first = await drafts.SaveAsync(draft, Now);
        var expunge = Server.Answer("UID EXPUNGE");
        Server.On("UID EXPUNGE", (session, command) => session.NoAsync(command, "[INUSE] not now"));
        var second = await drafts.SaveAsync(draft with { SavedAs = first.SavedAs }, Now);
        Assert.Equal(2, copies.Count);

        Server.On("UID EXPUNGE", expunge);
        await drafts.SaveAsync(draft with { SavedAs = second.SavedAs }, Now);

        Assert.Equal([3u], copies.Keys);
    }

    [Fact]
    public async Task A_server_without_UIDPLUS_keeps_the_older_copy_marked_as_deleted()
    {
        Server.Capabilities = Server.Capabilities.Replace(" UIDPLUS", "", StringComparison.Ordinal);
        Server.Greeting = $"* OK [CAPABILITY {Server.Capabilities}] ready";
        var drafts = (await SignInAsync()).Drafts;
        var draft = Draft;
        var first = await drafts.SaveAsync(draft, Now);

        var second = await drafts.SaveAsync(draft with { SavedAs = first.SavedAs }, Now);

        Assert.Equal(MessageToken.Of(new("Drafts", 7, 2)), second.SavedAs);
        Assert.Contains(Server.Received, command => command.Name == "UID STORE" && command.Arguments.StartsWith("1 ", StringComparison.Ordinal) && command.Arguments.Contains("\\Deleted", StringComparison.Ordinal));
        Assert.DoesNotContain(Server.Names, name => name.EndsWith("EXPUNGE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_earlier_run_of_the_program_left_behind_goes_with_the_next_save()
    {
        var draft = Draft with { Writer = Guid.NewGuid() };
        var drafts = (await SignInAsync()).Drafts;
        var first = await drafts.SaveAsync(draft, Now);
        losesAnswer = true;
        await Assert.ThrowsAsync<ConnectionLostException>(() => drafts.SaveAsync(draft with { Subject = "Unheard", SavedAs = first.SavedAs }, Now));
        losesAnswer = false;
        var another = Draft with { Id = draft.Id, Writer = Guid.NewGuid(), Subject = "Another window" };
        await drafts.SaveAsync(another, Now);
        await drafts.SaveAsync(Draft with { MessageId = "other@example.org", Writer = draft.Writer, Subject = "Forged" }, Now);

        var again = (await SignInAsync()).Drafts;
        await again.SaveAsync(draft with { Subject = "Newest", SavedAs = first.SavedAs }, Now);

        Assert.Equal(["Another window", "Forged", "Newest"], copies.Values.Select(copy => Subject().Match(copy).Groups[1].Value));
    }

    [Fact]
    public async Task A_save_that_only_the_browser_did_not_hear_of_leaves_no_copy_behind()
    {
        var drafts = (await SignInAsync()).Drafts;
        var draft = Draft with { Writer = Guid.NewGuid() };
        await drafts.SaveAsync(draft, Now);
        await drafts.SaveAsync(draft with { Subject = "Another window", Writer = Guid.NewGuid() }, Now);
        await drafts.SaveAsync(draft, Now);

        await drafts.SaveAsync(draft with { Subject = "Newest" }, Now);

        Assert.Equal(["Another window", "Newest"], copies.Values.Select(copy => Subject().Match(copy).Groups[1].Value));
    }

    [Fact]
    public async Task A_server_that_can_replace_a_message_is_asked_to()
    {
        Offer("REPLACE");
        Server.On("UID REPLACE", ReplaceAsync);
        var drafts = (await SignInAsync()).Drafts;
        var first = await drafts.SaveAsync(Draft, Now);

        var second = await drafts.SaveAsync(Draft with { SavedAs = first.SavedAs }, Now);

        Assert.Equal(MessageToken.Of(new("Drafts", 7, 2)), second.SavedAs);
        Assert.Equal([2u], copies.Keys);
        Assert.Equal(["APPEND", "UID REPLACE"], Server.Names.Where(name => name is "APPEND" or "UID STORE" or "UID REPLACE" or "UID EXPUNGE"));
    }

    [Fact]
    public async Task Only_the_drafts_own_copy_is_replaced()
    {
        Offer("REPLACE");
        Server.On("UID REPLACE", ReplaceAsync);
        var drafts = (await SignInAsync()).Drafts;
        var somebodys = await drafts.SaveAsync(Draft with { MessageId = "somebodys@example.org" }, Now);

        await drafts.SaveAsync(Draft with { SavedAs = somebodys.SavedAs }, Now);
        await drafts.SaveAsync(Draft with { MessageId = "third@example.org", SavedAs = MessageToken.Of(new("Drafts", 7, 99)) }, Now);

        Assert.Equal([1u, 2u, 3u], copies.Keys);
        Assert.DoesNotContain("UID REPLACE", Server.Names);
    }

    [Fact]
    public async Task Where_replacing_is_refused_the_copy_is_appended()
    {
        Offer("REPLACE");
        Server.On("UID REPLACE", (session, command) => session.NoAsync(command, "not here"));
        var drafts = (await SignInAsync()).Drafts;
        var first = await drafts.SaveAsync(Draft, Now);

        await drafts.SaveAsync(Draft with { SavedAs = first.SavedAs, Subject = "Newest" }, Now);

        Assert.Contains("Subject: Newest", Assert.Single(copies).Value);
    }

    private void Answer(string name, Func<ScriptedSession, ScriptedCommand, Task> answer)
    {
        var other = Server.Answer(name);
        Server.On(name, (session, command) => session.Selected == "Drafts" ? answer(session, command) : other(session, command));
    }

    private async Task AppendAsync(ScriptedSession session, ScriptedCommand command)
    {
        copies[next] = command.Arguments[(command.Arguments.IndexOf('}', StringComparison.Ordinal) + 2)..];
        var uid = next++;
        if (losesAnswer)
            session.HangUp = true;
        else
            await session.OkAsync(command, Server.Capabilities.Contains("UIDPLUS", StringComparison.Ordinal) ? $"[APPENDUID 7 {uid}] done" : "done");
    }

    private async Task ReplaceAsync(ScriptedSession session, ScriptedCommand command)
    {
        copies.Remove(uint.Parse(command.Arguments.Split(' ')[0], CultureInfo.InvariantCulture));
        copies[next] = command.Arguments[(command.Arguments.IndexOf('}', StringComparison.Ordinal) + 2)..];
        // RFC 8508 3.4: the code comes in an untagged answer, before the EXPUNGE.
        await session.SendAsync($"* OK [APPENDUID 7 {next++}] replaced");
        await session.OkAsync(command);
    }

    private async Task SearchAsync(ScriptedSession session, ScriptedCommand command)
    {
        var name = Save().Match(command.Arguments).Groups[1].Value;
        await session.SendAsync($"* SEARCH {string.Join(' ', copies.Where(copy => SaveField().Match(copy.Value).Value.Contains(name, StringComparison.Ordinal)).Select(copy => copy.Key))}".TrimEnd());
        await session.OkAsync(command);
    }

    private async Task FetchAsync(ScriptedSession session, ScriptedCommand command)
    {
        var uid = uint.Parse(command.Arguments.Split(' ')[0], CultureInfo.InvariantCulture);
        if (copies.TryGetValue(uid, out var source))
            await session.SendAsync($"* 1 FETCH (UID {uid} ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL \"{MessageId().Match(source).Groups[1].Value}\"))");
        await session.OkAsync(command);
    }

    private Task ExpungeAsync(ScriptedSession session, ScriptedCommand command)
    {
        copies.Remove(uint.Parse(command.Arguments, CultureInfo.InvariantCulture));
        return session.OkAsync(command);
    }

    [GeneratedRegex("X-Webmail-Save\"? \"?([0-9a-f]{32})", RegexOptions.IgnoreCase)]
    private static partial Regex Save();

    [GeneratedRegex("^X-Webmail-Save:.*(\\n[ \\t].*)*", RegexOptions.Multiline)]
    private static partial Regex SaveField();

    [GeneratedRegex("^Subject: ([^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex Subject();

    [GeneratedRegex("Message-Id: (<[^>]+>)", RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
