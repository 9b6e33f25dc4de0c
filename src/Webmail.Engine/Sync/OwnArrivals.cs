using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Engine.Operations;

namespace Webmail.Engine.Sync;

/// <summary>
/// Tells messages that came into a mailbox from outside from those that the person's own moves, copies and undos brought there. While
/// such an operation waits or runs, nobody can tell: what arrives then is held back until its outcome says which messages are its own.
/// Safe to use from any thread.
/// </summary>
internal sealed class OwnArrivals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Arrivals> _mailboxes = new(StringComparer.Ordinal);

    /// <summary>The person has asked for the operation; <see cref="End"/> must follow.</summary>
    public void Begin(MailOperation operation)
    {
        if (operation.AddsTo is not { } mailbox) return;
        lock (_gate) Of(mailbox).Running++;
    }

    /// <summary>The operation ended, in whatever way. Returns how many messages that were held back are not its own.</summary>
    public int End(MailOperation operation, OperationAttempt attempt)
    {
        if (operation.AddsTo is not { } mailbox) return 0;
        lock (_gate)
        {
            var arrivals = Of(mailbox);
            arrivals.Running--;
            if (!attempt.Brought.IsEmpty)
            {
                arrivals.Become(attempt.DestinationUidValidity);
                arrivals.Own = arrivals.Own.Union(attempt.Brought);
            }

            return arrivals.Take();
        }
    }

    /// <summary>Messages have arrived in a mailbox. Returns how many of them came from outside, as far as that can be told now.</summary>
    public int Outside(string mailbox, uint uidValidity, UidSet arrived)
    {
        lock (_gate)
        {
            if (!_mailboxes.TryGetValue(mailbox, out var arrivals)) return arrived.Count;
            arrivals.Become(uidValidity);
            arrivals.Held = arrivals.Held.Union(arrived);
            return arrivals.Take();
        }
    }

    private Arrivals Of(string mailbox) => _mailboxes.TryGetValue(mailbox, out var known) ? known : _mailboxes[mailbox] = new Arrivals();

    private sealed class Arrivals
    {
        private uint _uidValidity;

        /// <summary>Operations that may still bring something.</summary>
        public int Running { get; set; }

        /// <summary>What arrived and has not been told.</summary>
        public UidSet Held { get; set; } = UidSet.Empty;

        /// <summary>What is the person's own; kept after it was seen, as two connections may tell of the same message.</summary>
        public UidSet Own { get; set; } = UidSet.Empty;

        public void Become(uint uidValidity)
        {
            if (_uidValidity == uidValidity) return;
            (_uidValidity, Held, Own) = (uidValidity, UidSet.Empty, UidSet.Empty);
        }

        public int Take()
        {
            if (Running > 0) return 0;
            var outside = Held.Except(Own).Count;
            Held = UidSet.Empty;
            return outside;
        }
    }
}
