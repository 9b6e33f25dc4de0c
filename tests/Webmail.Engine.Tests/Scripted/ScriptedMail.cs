using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>Mailboxes with messages behind a <see cref="ScriptedImapServer"/>: enough of CONDSTORE, LIST-STATUS and MOVE for a whole session.</summary>
internal sealed partial class ScriptedMail
{
    public const string Capabilities = ScriptedImapServer.PlainCapabilities + " MOVE LIST-EXTENDED LIST-STATUS CONDSTORE ENABLE";

    private readonly ScriptedImapServer server;
    private readonly ConcurrentDictionary<string, ScriptedMailbox> mailboxes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ScriptedSession, string> seen = new();

    public ScriptedMail(ScriptedImapServer server)
    {
        this.server = server;
        mailboxes["INBOX"] = new ScriptedMailbox();
        mailboxes["Archive"] = new ScriptedMailbox();
        server
            .On("LIST", ListAsync)
            .On("STATUS", StatusAsync)
            .On("SELECT", SelectAsync)
            .On("UID SEARCH", SearchAsync)
            .On("UID FETCH", FetchAsync)
            .On("UID STORE", (session, command) => session.OkAsync(command))
            .On("UID MOVE", MoveAsync)
            .On("UID EXPUNGE", ExpungeAsync)
            .On("NOOP", NoOpAsync);
    }

    public ScriptedMailbox this[string mailbox] => mailboxes.GetOrAdd(mailbox, _ => new ScriptedMailbox());

    public void Delete(string mailbox) => mailboxes.TryRemove(mailbox, out _);

    public void Rename(string mailbox, string to)
    {
        if (mailboxes.TryRemove(mailbox, out var renamed)) mailboxes[to] = renamed;
    }

    private async Task ListAsync(ScriptedSession session, ScriptedCommand command)
    {
        var pattern = Pattern().Match(command.Arguments).Groups[1].Value;
        foreach (var (name, mailbox) in mailboxes.Where(mailbox => pattern.EndsWith('*') ? mailbox.Key.StartsWith(pattern[..^1], StringComparison.Ordinal) : mailbox.Key == pattern))
        {
            await session.SendAsync($"* LIST (\\Subscribed) \"/\" \"{name}\"");
            if (command.Arguments.Contains("STATUS", StringComparison.Ordinal))
                await session.SendAsync($"* STATUS \"{name}\" {StatusOf(session, name, mailbox)}");
        }

        await session.OkAsync(command);
    }

    private async Task StatusAsync(ScriptedSession session, ScriptedCommand command)
    {
        var name = command.Arguments.Split(' ')[0].Trim('"');
        await session.SendAsync($"* STATUS \"{name}\" {this[name].Status}");
        await session.OkAsync(command);
    }

    private async Task SelectAsync(ScriptedSession session, ScriptedCommand command)
    {
        session.Selected = command.Arguments.Split(" (")[0].Trim('"');
        if (!mailboxes.TryGetValue(session.Selected, out var mailbox))
        {
            await session.NoAsync(command, "[NONEXISTENT] no such mailbox");
            return;
        }

        seen[session] = mailbox.Status;
        await session.SendAsync(mailbox.Selected);
        await session.OkAsync(command, "[READ-WRITE] selected");
    }

    private async Task SearchAsync(ScriptedSession session, ScriptedCommand command)
    {
        await session.SendAsync($"* SEARCH {string.Join(' ', SelectedBy(session).Uids)}".TrimEnd());
        await session.OkAsync(command);
    }

    private async Task FetchAsync(ScriptedSession session, ScriptedCommand command)
    {
        var since = ChangedSince().Match(command.Arguments) is { Success: true } match ? ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        await session.SendAsync(SelectedBy(session).Fetched(SetOf(command), since, command.Arguments.Contains("ENVELOPE", StringComparison.Ordinal)));
        await session.OkAsync(command);
    }

    private async Task MoveAsync(ScriptedSession session, ScriptedCommand command)
    {
        var (from, to) = (SelectedBy(session), this[command.Arguments.Split(' ')[1].Trim('"')]);
        var moved = SetOf(command).Intersect(from.Uids);
        from.Remove(moved);
        await session.SendAsync($"* OK [COPYUID {to.UidValidity} {moved} {to.Add(moved.Count)}] moved");
        await session.OkAsync(command);
    }

    private Task ExpungeAsync(ScriptedSession session, ScriptedCommand command)
    {
        SelectedBy(session).Remove(SetOf(command));
        return session.OkAsync(command);
    }

    private async Task NoOpAsync(ScriptedSession session, ScriptedCommand command)
    {
        if (session.Selected is { } selected)
        {
            if (!mailboxes.TryGetValue(selected, out var mailbox))
            {
                await session.NoAsync(command, "the mailbox is gone");
                return;
            }

            seen[session] = mailbox.Status;
            await session.SendAsync($"* {mailbox.Uids.Count} EXISTS");
        }

        await session.OkAsync(command);
    }

    /// <summary>Of the mailbox that a session has selected it tells what it has told that session already, as Dovecot 2.3 does.</summary>
    private string StatusOf(ScriptedSession session, string name, ScriptedMailbox mailbox) =>
        session.Selected == name && seen.TryGetValue(session, out var status) ? status : mailbox.Status;

    // One that was deleted is empty, and must not come back by being looked at.
    private ScriptedMailbox SelectedBy(ScriptedSession session) => mailboxes.GetValueOrDefault(session.Selected!) ?? new ScriptedMailbox();

    private static UidSet SetOf(ScriptedCommand command) => UidSet.OfRanges(command.Arguments.Split(' ')[0].Split(',').Select(range =>
    {
        var ends = range.Split(':');
        return new UidSet.Range(Number(ends[0]), Number(ends[^1]));
    }));

    private static uint Number(string text) => text == "*" ? uint.MaxValue : uint.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("^\"[^\"]*\" \"?([^\"(]*?)\"?( RETURN .*)?$")]
    private static partial Regex Pattern();

    [GeneratedRegex("CHANGEDSINCE ([0-9]+)")]
    private static partial Regex ChangedSince();
}
