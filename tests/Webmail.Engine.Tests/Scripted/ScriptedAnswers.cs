namespace Webmail.Engine.Tests.Scripted;

/// <summary>What a well-behaved, plain server answers.</summary>
internal static class ScriptedAnswers
{
    public static void AddTo(ScriptedImapServer server) => server
        .On("CAPABILITY", async (session, command) =>
        {
            await session.SendAsync($"* CAPABILITY {server.Capabilities}");
            await session.OkAsync(command);
        })
        .On("AUTHENTICATE", (session, command) => session.OkAsync(command, $"[CAPABILITY {server.Capabilities}] welcome"))
        .On("LOGIN", (session, command) => session.OkAsync(command, $"[CAPABILITY {server.Capabilities}] welcome"))
        .On("NAMESPACE", async (session, command) =>
        {
            await session.SendAsync("* NAMESPACE ((\"\" \"/\")) NIL NIL");
            await session.OkAsync(command);
        })
        .On("LIST", async (session, command) =>
        {
            await session.SendAsync([.. Matching(server, command).Select(mailbox => $"* LIST ({mailbox.Value}) \"/\" \"{mailbox.Key}\"")]);
            await session.OkAsync(command);
        })
        .On("LSUB", async (session, command) =>
        {
            await session.SendAsync([.. Matching(server, command).Select(mailbox => $"* LSUB () \"/\" \"{mailbox.Key}\"")]);
            await session.OkAsync(command);
        })
        .On("STATUS", async (session, command) =>
        {
            await session.SendAsync($"* STATUS {command.Arguments.Split(' ')[0]} (MESSAGES 3 UNSEEN 1 UIDNEXT 4 UIDVALIDITY 7)");
            await session.OkAsync(command);
        })
        .On("SELECT", (session, command) => SelectAsync(server, session, command, "READ-WRITE"))
        .On("EXAMINE", (session, command) => SelectAsync(server, session, command, "READ-ONLY"))
        .On("ENABLE", async (session, command) =>
        {
            await session.SendAsync($"* ENABLED {command.Arguments}");
            await session.OkAsync(command);
        })
        .On("ID", async (session, command) =>
        {
            await session.SendAsync("* ID NIL");
            await session.OkAsync(command);
        })
        .On("IDLE", async (session, command) =>
        {
            await session.SendAsync("+ idling");
            if (await session.ReadAsync() is not null)
                await session.OkAsync(command);
        })
        .On("NOTIFY", (session, command) => session.OkAsync(command))
        .On("NOOP", (session, command) => session.OkAsync(command))
        .On("UNSELECT", (session, command) => session.OkAsync(command))
        .On("LOGOUT", async (session, command) =>
        {
            await session.SendAsync("* BYE");
            await session.OkAsync(command);
            session.HangUp = true;
        });

    private static async Task SelectAsync(ScriptedImapServer server, ScriptedSession session, ScriptedCommand command, string access)
    {
        var mailbox = command.Arguments.Split(" (")[0].Trim('"');
        if (!server.Mailboxes.ContainsKey(mailbox))
        {
            await session.NoAsync(command, "can't open it");
            return;
        }

        session.Selected = mailbox;
        await session.SendAsync("* FLAGS (\\Answered \\Seen \\Deleted)", "* OK [PERMANENTFLAGS (\\Answered \\Seen \\Deleted \\*)] ok", "* 3 EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 7] ok", "* OK [UIDNEXT 4] ok");
        await session.OkAsync(command, $"[{access}] selected");
    }

    private static IEnumerable<KeyValuePair<string, string>> Matching(ScriptedImapServer server, ScriptedCommand command)
    {
        var pattern = command.Arguments.Split(' ', 2)[1].Trim('"');
        return pattern is "*" ? server.Mailboxes : server.Mailboxes.Where(mailbox => mailbox.Key == pattern);
    }
}
