using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Operations;

/// <summary>
/// What a person wants done, as a value: shown at once by <see cref="Preview"/>, carried out later by <see cref="RunAsync"/>.
/// A closed set; a new action is one new record.
/// </summary>
/// <param name="Mailbox">IMAP name of the mailbox.</param>
/// <param name="UidValidity">The UIDVALIDITY that the UIDs belong to.</param>
/// <param name="Uids">The messages.</param>
public abstract record MailOperation(string Mailbox, uint UidValidity, UidSet Uids)
{
    /// <summary>True if the messages leave the mailbox.</summary>
    public virtual bool Removes => false;

    /// <summary>False if nothing can bring the messages back: then the undo window is waited out before the operation runs.</summary>
    public virtual bool IsReversible => true;

    /// <summary>True if a second run after a lost connection does no harm.</summary>
    public virtual bool IsRepeatable => true;

    /// <summary>True if it takes long by something else than the number of its messages: what a person does next does not wait for it.</summary>
    public bool TakesLong { get; init; }

    /// <summary>The other mailbox that the operation changes, if there is one.</summary>
    public virtual string? Destination => null;

    /// <summary>The mailbox that gets new messages by the operation, if there is one.</summary>
    public virtual string? AddsTo => Destination;

    /// <summary>The row as it will be; null if it leaves the mailbox. Called only for rows of <see cref="Uids"/>.</summary>
    public virtual MessageRow? Preview(MessageRow row) => Removes ? null : row;

    /// <summary>
    /// The same in portions: one command stays within what servers accept on a line, progress can be told, and other work goes in between.
    /// </summary>
    public IEnumerable<MailOperation> Batches() => Uids.IsEmpty ? [this] : Portions(Uids).Select(portion => this with { Uids = portion });

    /// <summary>
    /// Carries one batch out and returns the operation that undoes it and all batches before it, null if there is none.
    /// Throws <see cref="UnsafeServerException"/>, or what the connection throws.
    /// </summary>
    public abstract Task<MailOperation?> RunAsync(OperationTarget target, CancellationToken cancellationToken);

    /// <summary>One operation that does what this and the next one do, or null.</summary>
    public virtual MailOperation? TryMerge(MailOperation next) => null;

    private static IEnumerable<UidSet> Portions(UidSet uids)
    {
        // 1,000 messages move in well under a second, so progress is told at least that often;
        // 200 ranges of 21 characters stay within the 8,192 octets of RFC 7162 section 4.
        const int mostMessages = 1000, mostRanges = 200;
        var portion = new List<UidSet.Range>();
        var count = 0;
        foreach (var range in uids.Ranges)
        {
            for (var first = range.First; ;)
            {
                var last = (uint)Math.Min(range.Last, (ulong)first + (uint)(mostMessages - count) - 1);
                portion.Add(new UidSet.Range(first, last));
                count += portion[^1].Length;
                if (count >= mostMessages || portion.Count >= mostRanges)
                {
                    yield return UidSet.OfRanges(portion);
                    portion.Clear();
                    count = 0;
                }

                if (last == range.Last) break;
                first = last + 1;
            }
        }

        if (portion.Count > 0) yield return UidSet.OfRanges(portion);
    }
}
