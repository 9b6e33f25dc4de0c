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
        var draft = Draft;
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

    private async Task SearchAsync(ScriptedSession session, ScriptedCommand command)
    {
        var save = Save().Match(command.Arguments).Groups[1].Value;
        await session.SendAsync($"* SEARCH {string.Join(' ', copies.Where(copy => copy.Value.Contains("X-Webmail-Save: " + save, StringComparison.Ordinal)).Select(copy => copy.Key))}".TrimEnd());
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

    [GeneratedRegex("Message-Id: (<[^>]+>)", RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
