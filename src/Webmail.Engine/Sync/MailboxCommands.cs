using MailKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Engine.Sync;

/// <summary>Creates, renames, moves, deletes and subscribes mailboxes. A refusal is a value: null means done.</summary>
public sealed class MailboxCommands
{
    private readonly ImapConnectionPool _pool;
    private readonly AccountSync _sync;

    internal MailboxCommands(ImapConnectionPool pool, AccountSync sync) => (_pool, _sync) = (pool, sync);

    /// <summary>Creates a mailbox below another one, or at the top when <paramref name="parent"/> is null, and subscribes to it.</summary>
    public Task<OperationOutcome.Refused?> CreateAsync(string? parent, string name, CancellationToken cancellationToken) => RunAsync(
        async (work, ct) =>
        {
            var above = parent is null ? work.Root(work.PersonalNamespace) : await work.FindAsync(parent, ct);
            ThrowIfUnusable(above, name);
            if (await above.CreateAsync(name, true, ct) is { } created) await created.SubscribeAsync(ct);
        },
        cancellationToken);

    /// <summary>Creates a mailbox by its whole IMAP name, with the levels above it that are missing; one that is there already is a refusal.</summary>
    public async Task<OperationOutcome.Refused?> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var separator = _sync.Tree.Find(SpecialUse.Inbox)?.Separator;
        for (var end = separator is { } first ? name.IndexOf(first) : -1; end >= 0; end = name.IndexOf(separator!.Value, end + 1))
        {
            var above = name[..end];
            if (_sync.Tree.Find(above) is null && await CreateLevelAsync(above, separator, cancellationToken) is { } refused) return refused;
        }

        return await CreateLevelAsync(name, separator, cancellationToken);
    }

    private Task<OperationOutcome.Refused?> CreateLevelAsync(string name, char? separator, CancellationToken cancellationToken)
    {
        var cut = separator is { } between ? name.LastIndexOf(between) : -1;
        return CreateAsync(cut < 0 ? null : name[..cut], name[(cut + 1)..], cancellationToken);
    }

    /// <summary>Renames or moves a mailbox and all below it; the subscription goes with it.</summary>
    public Task<OperationOutcome.Refused?> RenameAsync(string mailbox, string? newParent, string newName, CancellationToken cancellationToken) => RunAsync(
        async (work, ct) =>
        {
            var above = newParent is null ? work.Root(work.PersonalNamespace) : await work.FindAsync(newParent, ct);
            ThrowIfUnusable(above, newName);
            var branch = _sync.Tree.Find(mailbox)?.SelfAndDescendants().ToList() ?? [];
            var folder = await work.FindAsync(mailbox, ct);
            // RFC 9051 6.3.6: subscriptions stay with the old names, which nobody could take back afterwards.
            var subscribed = branch.Where(one => one.IsSubscribed).Select(one => one.Name).ToList();
            foreach (var name in subscribed) await (await work.FindAsync(name, ct)).UnsubscribeAsync(ct);
            try
            {
                await folder.RenameAsync(above, newName, ct);
                foreach (var one in branch) Leave(one.Name);
            }
            finally
            {
                foreach (var name in subscribed) await (await work.FindAsync(folder.FullName + name[mailbox.Length..], ct)).SubscribeAsync(ct);
            }
        },
        cancellationToken);

    /// <summary>Deletes a mailbox for good, with all below it, deepest first.</summary>
    public Task<OperationOutcome.Refused?> DeleteAsync(Mailbox mailbox, CancellationToken cancellationToken) => RunAsync(
        async (work, ct) =>
        {
            foreach (var one in mailbox.SelfAndDescendants().Reverse().ToList())
            {
                var folder = await work.FindAsync(one.Name, ct);
                if (one.IsSubscribed) await folder.UnsubscribeAsync(ct);
                if (one.IsSelectable) await folder.DeleteAsync(ct);
                Leave(one.Name);
            }
        },
        cancellationToken);

    /// <summary>Subscribes to a mailbox or takes the subscription back.</summary>
    public Task<OperationOutcome.Refused?> SubscribeAsync(string mailbox, bool subscribed, CancellationToken cancellationToken) => RunAsync(
        async (work, ct) =>
        {
            var folder = await work.FindAsync(mailbox, ct);
            await (subscribed ? folder.SubscribeAsync(ct) : folder.UnsubscribeAsync(ct));
        },
        cancellationToken);

    private void Leave(string mailbox)
    {
        _sync.Mailboxes.Forget(mailbox);
        _pool.Leave(mailbox);
    }

    /// <summary>What MailKit would take for a success or for our mistake, said as a server would.</summary>
    private void ThrowIfUnusable(IMailFolder above, string name)
    {
        // RFC 9051 5.1: the separator makes another level, and the wildcards of LIST could never be asked for.
        if (name.Length == 0 || name.Any(c => c == above.DirectorySeparator || c is '%' or '*' || char.IsControl(c)))
            throw new ServerRefusedException("CANNOT", "");
        var fullName = above.FullName.Length == 0 ? name : $"{above.FullName}{above.DirectorySeparator}{name}";
        if (_sync.Tree.Find(fullName) is { IsSelectable: true }) throw new ServerRefusedException("ALREADYEXISTS", "");
    }

    private async Task<OperationOutcome.Refused?> RunAsync(Func<ImapWork, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await _pool.RunAsync(
                ConnectionRole.Interactive,
                null,
                async (lent, ct) =>
                {
                    await work(lent, ct);
                    return true;
                },
                repeatable: false,
                cancellationToken);
            await _sync.ListAsync(cancellationToken);
            return null;
        }
        catch (Exception e) when (Refusals.Of(e) is not null)
        {
            _sync.HintTree();
            return Refusals.Of(e);
        }
    }
}
