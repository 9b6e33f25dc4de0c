using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Accounts;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.ManageSieve;

namespace Webmail.Engine.Sieve;

/// <summary>
/// The script of an account on its server. Each call asks the server, as other programs write there too: what is remembered is for showing something at
/// once. The last connection is kept for a moment.
/// Safe to use from several threads.
/// </summary>
public sealed class SieveScripts : IAsyncDisposable
{
    /// <summary>The name of a script that is made here where there is none.</summary>
    public const string NewName = "webmail";

    private readonly ServerEndpoint? server;
    private readonly Func<ICredentials> credentials;
    private readonly ManageSieveConnector connector;
    private readonly SpareConnection spare;

    /// <param name="server">Where filters are kept; null: nowhere.</param>
    /// <param name="credentials">Whose; asked anew for each connection.</param>
    /// <param name="allowed">The servers that this one may send us to.</param>
    /// <param name="times">How long is waited.</param>
    /// <param name="time">The clock.</param>
    internal SieveScripts(ServerEndpoint? server, Func<ICredentials> credentials, IReadOnlyCollection<ServerEndpoint> allowed, ManageSieveTimes times, TimeProvider time) =>
        (this.server, this.credentials, connector, spare) = (server, credentials, new ManageSieveConnector(allowed, times, time), new SpareConnection(time));

    /// <summary>The earlier versions of scripts that were replaced here; null: none are kept.</summary>
    public ScriptHistory? History { get; init; }

    /// <summary>Called with each script that was read from the account or saved to it, from any thread.</summary>
    public event Action<StoredScript>? Seen;

    /// <summary>The last one of them; null: none yet. Another program may have changed it since.</summary>
    public StoredScript? LastSeen { get; private set; }

    /// <summary>Whether the account has a server for filters at all.</summary>
    public bool IsConfigured => server is not null;

    /// <summary>Somebody looks at the filters and may save them: until this is disposed, the next call finds the connection of the last one for minutes.</summary>
    public IDisposable Hold() => spare.Hold();

    /// <summary>Somebody may save soon: the first save in a program then waits no longer than others. Where the database is away, that save says so.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => History is null ? Task.CompletedTask : TellAsync(() => History.PrepareAsync(cancellationToken));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => spare.DisposeAsync();

    /// <summary>Reads the script that the server runs; where it runs none, the one that was made here.</summary>
    public async Task<ScriptReading> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var script = await WithClientAsync(client => ReadAsync(client, cancellationToken), cancellationToken);
            Note(script);
            return new ScriptReading.Read(script);
        }
        catch (ManageSieveException exception)
        {
            return new ScriptReading.Failed(exception.Fault);
        }
    }

    /// <summary>Lets the server check a script, without storing it; null: it has nothing against it, or can't check.</summary>
    public async Task<ScriptSaving?> CheckAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            return await WithClientAsync(async client => Refusal(await client.CheckScriptAsync(text, cancellationToken)), cancellationToken);
        }
        catch (ManageSieveException exception)
        {
            return new ScriptSaving.Failed(exception.Fault);
        }
    }

    /// <summary>
    /// Saves a script: the server checks it, and it replaces the one that was read if that is still there. Where the server ran none, it is
    /// made active. What it replaces is in <see cref="History"/> before.
    /// </summary>
    /// <param name="read">What the change was made from.</param>
    /// <param name="text">The script.</param>
    /// <param name="cancellationToken">Breaks it off; it may have been saved then.</param>
    public async Task<ScriptSaving> SaveAsync(StoredScript read, string text, CancellationToken cancellationToken)
    {
        // Pigeonhole refuses a script of no octets.
        text = text.Length == 0 ? "\r\n" : text;
        var sent = false;
        try
        {
            return See(await WithClientAsync(client => SaveAsync(client, read, text, () => sent = true, cancellationToken), cancellationToken, () => sent));
        }
        catch (ManageSieveException exception) when (sent && exception.Fault.Failure == ManageSieveFailure.ServerUnreachable)
        {
            return See(await AfterLossAsync(read, text, exception.Fault, cancellationToken));
        }
        catch (ManageSieveException exception)
        {
            return new ScriptSaving.Failed(exception.Fault);
        }
    }

    /// <summary>Makes a script that is on the server the one that it runs.</summary>
    public async Task<ScriptSaving> ActivateAsync(StoredScript script, CancellationToken cancellationToken)
    {
        try
        {
            return See(await WithClientAsync(client => ActivateAsync(client, script, null, cancellationToken), cancellationToken));
        }
        catch (ManageSieveException exception)
        {
            return new ScriptSaving.NotActive(script, exception.Fault);
        }
    }

    private static async Task<StoredScript> ReadAsync(ManageSieveClient client, CancellationToken cancellationToken)
    {
        var (names, active) = await client.ListScriptsAsync(cancellationToken);
        var name = active ?? (names.Contains(NewName) ? NewName : null);
        var features = client.Capabilities.Features;
        if (name is null)
            return new StoredScript(NewName, "", StoredScriptState.Missing, names, features);
        var (reply, text) = await client.GetScriptAsync(name, cancellationToken);
        return text is null
            ? throw new ManageSieveException(reply.IsOk ? new ManageSieveFault(ManageSieveFailure.NotUnderstood) : reply.Fault)
            : new StoredScript(name, text, active is null ? StoredScriptState.Inactive : StoredScriptState.Active, names.Remove(name), features);
    }

    private async Task<ScriptSaving> SaveAsync(
        ManageSieveClient client, StoredScript read, string text, Action sending, CancellationToken cancellationToken)
    {
        // RFC 5804 has no "only if unchanged": what remains open is the moment between this look and the next command but two.
        var there = await ReadAsync(client, cancellationToken);
        if ((there.Name, there.Version, there.State) != (read.Name, read.Version, read.State))
        {
            // An earlier attempt whose answer was lost has arrived after all.
            return (there.Name, there.Text) != (read.Name, text) ? new ScriptSaving.Conflict(there, text)
                : there.State == StoredScriptState.Active ? new ScriptSaving.Saved(there, null) : await ActivateAsync(client, there, null, cancellationToken);
        }

        if (Refusal(await client.CheckScriptAsync(text, cancellationToken)) is { } invalid)
            return invalid;
        if (await client.HaveSpaceAsync(read.Name, SieveText.Encode(text).Length, cancellationToken) is { IsOk: false } full)
            return new ScriptSaving.Failed(full.Fault);
        if (!await IsKeptAsync(there, text, cancellationToken))
            return new ScriptSaving.NotKept();
        sending();
        var put = await client.PutScriptAsync(read.Name, text, cancellationToken);
        if (Refusal(put) is { } refusal)
            return refusal;
        var warnings = put.Code == "WARNINGS" ? put.Text : null;
        var saved = there with { Text = text };
        return saved.State == StoredScriptState.Active
            ? new ScriptSaving.Saved(saved, warnings)
            : await ActivateAsync(client, saved with { State = StoredScriptState.Inactive }, warnings, cancellationToken);
    }

    private async Task<bool> IsKeptAsync(StoredScript there, string text, CancellationToken cancellationToken) =>
        History is null || there.Text == text || await TellAsync(() => History.KeepAsync(there, cancellationToken));

    /// <summary>Whether the database did it.</summary>
    private static async Task<bool> TellAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            // EF logs why.
            return false;
        }
    }

    private static async Task<ScriptSaving> ActivateAsync(ManageSieveClient client, StoredScript script, string? warnings, CancellationToken cancellationToken)
    {
        var reply = await client.SetActiveAsync(script.Name, cancellationToken);
        return reply.IsOk ? new ScriptSaving.Saved(script with { State = StoredScriptState.Active }, warnings) : new ScriptSaving.NotActive(script, reply.Fault);
    }

    /// <summary>The connection was lost while the script was on its way: the server says whether it has arrived.</summary>
    private async Task<ScriptSaving> AfterLossAsync(StoredScript read, string text, ManageSieveFault fault, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not ScriptReading.Read { Script: var there })
            return new ScriptSaving.Unknown(fault);
        if (there.Name != read.Name || there.Version != StoredScript.VersionOf(text))
            return there.Version == read.Version ? new ScriptSaving.Failed(fault) : new ScriptSaving.Conflict(there, text);
        return there.State == StoredScriptState.Active ? new ScriptSaving.Saved(there, null) : await ActivateAsync(there, cancellationToken);
    }

    private void Note(StoredScript script)
    {
        LastSeen = script;
        Seen?.Invoke(script);
    }

    private ScriptSaving See(ScriptSaving saving)
    {
        if (saving is ScriptSaving.Saved { Script: var saved })
            Note(saved);
        else if (saving is ScriptSaving.NotActive { Script: var waiting })
            Note(waiting);
        return saving;
    }

    private static ScriptSaving? Refusal(ManageSieveReply? reply) => reply switch
    {
        null or { IsOk: true } => null,
        { Fault: { Failure: ManageSieveFailure.Refused, ServerText: { } text } } => new ScriptSaving.Invalid(text),
        _ => new ScriptSaving.Failed(reply.Fault),
    };

    /// <summary>Does work over the connection of the last call, or another one if there is none or the server has closed it.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <param name="hasChanged">Whether it may have changed something that it must not change again; null: it never does.</param>
    private async Task<T> WithClientAsync<T>(Func<ManageSieveClient, Task<T>> work, CancellationToken cancellationToken, Func<bool>? hasChanged = null)
    {
        if (server is null)
            throw new ManageSieveException(ManageSieveFailure.NotConfigured);
        if (spare.Take() is { } known)
        {
            try
            {
                return await WithClientAsync(known, work);
            }
            catch (ManageSieveException exception) when (exception.Fault.Failure == ManageSieveFailure.ServerUnreachable && hasChanged?.Invoke() != true)
            {
                // The server had closed it, or restarted meanwhile.
            }
        }

        return await WithClientAsync(await connector.OpenAsync(server, credentials(), cancellationToken), work);
    }

    private async Task<T> WithClientAsync<T>(ManageSieveClient client, Func<ManageSieveClient, Task<T>> work)
    {
        var isWhole = false;
        try
        {
            var result = await work(client);
            isWhole = true;
            return result;
        }
        finally
        {
            // Of one that was left in the middle of something nobody knows what comes next.
            if (isWhole)
                await spare.PutAsync(client);
            else
                await client.DisposeAsync();
        }
    }
}
