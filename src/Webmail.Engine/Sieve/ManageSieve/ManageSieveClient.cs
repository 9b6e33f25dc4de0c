using System.Collections.Immutable;
using System.Text;
using Polly;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>
/// One signed-in connection (RFC 5804). A refusal is a reply; what ends the connection throws. One command at a time. Owns the connection.
/// </summary>
internal sealed class ManageSieveClient(ManageSieveStream stream, ManageSieveCapabilities capabilities, ResiliencePipeline commands) : IAsyncDisposable
{
    // RFC 5804 1.6: servers take at least 128 characters, which are 512 octets at most.
    private const int MaxName = 512;

    /// <summary>What the server can do, as it said after the sign-in.</summary>
    public ManageSieveCapabilities Capabilities { get; } = capabilities;

    /// <summary>Whether a name may be one of a script (RFC 5804 1.6: no control characters and line ends).</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= MaxName && IsPaired(name) && !name.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029');

    /// <summary>The names of all scripts, and which is active.</summary>
    public async Task<(ImmutableArray<string> Names, string? Active)> ListScriptsAsync(CancellationToken cancellationToken)
    {
        var reply = Demand(await SendAsync("LISTSCRIPTS", [], cancellationToken));
        var scripts = reply.Lines.Where(line => line.Items is [{ IsString: true }, ..]).ToList();
        var active = scripts.FirstOrDefault(line => line.Items.Skip(1).Any(item => item.Is("ACTIVE")));
        return ([.. scripts.Select(line => line.Items[0].Text)], active?.Items[0].Text);
    }

    /// <summary>A script's octets as text; see <see cref="SieveText"/>.</summary>
    public async Task<(ManageSieveReply Reply, string? Text)> GetScriptAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await SendAsync("GETSCRIPT", [Name(name)], cancellationToken);
        return (reply, reply.IsOk && reply.Lines is [{ Items: [{ IsString: true } script, ..] }, ..] ? SieveText.Decode(script.Octets.Span) : null);
    }

    /// <summary>Stores a script; the server refuses one that it does not understand.</summary>
    public Task<ManageSieveReply> PutScriptAsync(string name, string text, CancellationToken cancellationToken) =>
        SendAsync("PUTSCRIPT", [Name(name), SieveText.Encode(text)], cancellationToken);

    /// <summary>Lets the server check a script without storing it; OK from a server that can't.</summary>
    public async Task<ManageSieveReply?> CheckScriptAsync(string text, CancellationToken cancellationToken) =>
        Capabilities.CanCheck ? await SendAsync("CHECKSCRIPT", [SieveText.Encode(text)], cancellationToken) : null;

    /// <summary>Asks whether there is room.</summary>
    public Task<ManageSieveReply> HaveSpaceAsync(string name, int octets, CancellationToken cancellationToken) =>
        SendAsync("HAVESPACE", [Name(name)], cancellationToken, octets);

    /// <summary>Makes a script the active one; with an empty name (RFC 5804 2.8) none.</summary>
    public Task<ManageSieveReply> SetActiveAsync(string name, CancellationToken cancellationToken) =>
        SendAsync("SETACTIVE", [name.Length == 0 ? [] : Name(name)], cancellationToken);

    /// <summary>Deletes a script that is not active.</summary>
    public Task<ManageSieveReply> DeleteScriptAsync(string name, CancellationToken cancellationToken) => SendAsync("DELETESCRIPT", [Name(name)], cancellationToken);

    /// <summary>Renames a script.</summary>
    public Task<ManageSieveReply> RenameScriptAsync(string name, string newName, CancellationToken cancellationToken) =>
        SendAsync("RENAMESCRIPT", [Name(name), Name(newName)], cancellationToken);

    /// <summary>Asks whether the server is still there.</summary>
    public Task<ManageSieveReply> NoOpAsync(CancellationToken cancellationToken) => SendAsync("NOOP", [], cancellationToken);

    /// <summary>Says goodbye; what the server answers changes nothing.</summary>
    public async Task LogOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync("LOGOUT", [], cancellationToken);
        }
        catch (ManageSieveException)
        {
            // All is done; some servers hang up without a word.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<ManageSieveReply> SendAsync(string command, IReadOnlyList<byte[]> arguments, CancellationToken cancellationToken, int? number = null)
    {
        var written = Write(command, arguments, number);
        try
        {
            var reply = await commands.ExecuteAsync(async token =>
            {
                await stream.WriteAsync(written, token);
                return await stream.ReadReplyAsync(token);
            }, cancellationToken);
            // RFC 5804 1.2: after BYE the server hangs up, whatever was asked.
            return reply.Status == "BYE" && command != "LOGOUT" ? throw new ManageSieveException(reply.Fault) : reply;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or Polly.Timeout.TimeoutRejectedException)
        {
            throw new ManageSieveException(ManageSieveFailure.ServerUnreachable, exception);
        }
    }

    /// <summary>A command in one piece, its strings as literals that nobody waits for (RFC 5804 4: {n+}).</summary>
    internal static byte[] Write(string command, IReadOnlyList<byte[]> arguments, int? number = null)
    {
        using var line = new MemoryStream();
        line.Write(Encoding.ASCII.GetBytes(command));
        foreach (var argument in arguments)
        {
            line.Write(Encoding.ASCII.GetBytes($" {{{argument.Length}+}}\r\n"));
            line.Write(argument);
        }

        if (number is { } value)
            line.Write(Encoding.ASCII.GetBytes($" {value}"));
        line.Write("\r\n"u8);
        return line.ToArray();
    }

    private static byte[] Name(string name) => IsName(name) ? Encoding.UTF8.GetBytes(name) : throw new ManageSieveException(ManageSieveFailure.BadName);

    private static ManageSieveReply Demand(ManageSieveReply reply) => reply.IsOk ? reply : throw new ManageSieveException(reply.Fault);

    private static bool IsPaired(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && (!char.IsHighSurrogate(name[i]) || ++i == name.Length || !char.IsLowSurrogate(name[i])))
                return false;
        }

        return true;
    }
}
