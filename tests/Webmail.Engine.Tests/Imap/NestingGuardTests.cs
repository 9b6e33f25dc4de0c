using System.Text;
using MailKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Imap;

/// <summary>A server can nest what it says as deep as it likes.</summary>
public sealed class NestingGuardTests : PoolFixture
{
    private static readonly string Deep = new('(', 10_000);

    /// <summary>Each with ten thousand brackets that are words, or part of a text.</summary>
    [Theory]
    [InlineData("* OK {0}\r\n")]
    [InlineData("* NO [ALERT] {0}\r\n")]
    [InlineData("A00000001 OK \"quoted\" {0}\r\n")]
    [InlineData("A00000001 bad {0}\r\n")]
    [InlineData("* [COPYUID 1 2 3] {0}\r\n")]
    [InlineData("+ {0}\r\n")]
    [InlineData("* 1 FETCH (ENVELOPE (NIL \"{0}\" NIL))\r\n")]
    [InlineData("* 1 FETCH (ENVELOPE (NIL \"\\\"{0}\" NIL))\r\n")]
    [InlineData("* 1 FETCH (ENVELOPE (NIL \"not \"escaped {0}\" NIL))\r\n")]
    [InlineData("* 1 FETCH (BODY[] {10000}\r\n{0})\r\n")]
    [InlineData("* 1 FETCH (BODY[] {10000+}\r\n{0})\r\n")]
    [InlineData("* LIST () \"/\" {10000}\r\n{0}\r\n")]
    public void Brackets_of_a_text_are_no_levels(string response) => Read(response);

    [Theory]
    [InlineData("* 1 FETCH (BODYSTRUCTURE {0}\r\n")]
    [InlineData("* THREAD {0}\r\n")]
    [InlineData("* {0}\r\n")]
    [InlineData("* OK [CODE {0}\r\n")]
    [InlineData("* OK words {10000}\r\n* 1 FETCH (BODYSTRUCTURE {0}\r\n")]
    [InlineData("* OK an odd \" quote\r\n* 1 FETCH (BODYSTRUCTURE {0}\r\n")]
    [InlineData("* 1 FETCH (BODY[] {2}\r\n(( BODYSTRUCTURE {0}\r\n")]
    [InlineData("* 1 FETCH (ENVELOPE (NIL \"\\\\\" NIL) BODYSTRUCTURE {0}\r\n")]
    public void Brackets_of_what_is_read_are_levels(string response) => Assert.Throws<TooDeepException>(() => Read(response));

    [Fact]
    public void Each_line_begins_anew()
    {
        var guard = new NestingGuard();

        for (var line = 0; line < 1_000; line++)
            guard.Read("* 1 FETCH (FLAGS (\r\n"u8);
    }

    /// <summary>Without a guard the process ends here: the stack overflows.</summary>
    [Fact]
    public async Task What_is_nested_ten_thousand_levels_deep_costs_a_connection_and_not_the_program()
    {
        Server.On("UID FETCH", async (session, command) =>
        {
            await session.SendAsync($"* 2 FETCH (UID 2 BODYSTRUCTURE {Deep}{new string(')', Deep.Length)})");
            await session.OkAsync(command);
        });
        var pool = Pool();

        var lost = await Assert.ThrowsAsync<ConnectionLostException>(() => FetchAsync(pool));

        Assert.IsType<TooDeepException>(lost.InnerException);
        Server.On("UID FETCH", (session, command) => session.OkAsync(command));
        Assert.Equal(0, await FetchAsync(pool));
    }

    [Fact]
    public async Task A_structure_as_deep_as_servers_make_them_is_read()
    {
        var structure = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 8 1)";
        for (var level = 0; level < 300; level++)
            structure = $"({structure} \"MIXED\")";
        Server.On("UID FETCH", async (session, command) =>
        {
            await session.SendAsync($"* 2 FETCH (UID 2 BODYSTRUCTURE {structure})");
            await session.OkAsync(command);
        });

        Assert.Equal(1, await FetchAsync(Pool()));
    }

    private static Task<int> FetchAsync(ImapConnectionPool pool) => pool.RunAsync(
        ConnectionRole.Interactive,
        "INBOX",
        async (work, token) => (await work.Selected.FetchAsync((UniqueId[])[new UniqueId(2)], MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure, token)).Count,
        repeatable: false,
        Now);

    /// <summary>In whatever pieces it comes.</summary>
    private static void Read(string response)
    {
        var octets = Encoding.ASCII.GetBytes(response.Replace("{0}", Deep, StringComparison.Ordinal));
        new NestingGuard().Read(octets);
        var guard = new NestingGuard();
        foreach (var octet in octets)
            guard.Read([octet]);
    }
}
