using MailKit.Net.Imap;
using MimeKit;
using Webmail.Engine.Imap;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Filtering;

/// <summary>
/// Fetches whole messages for rules that ask for their text, as far as the octets and the time last that one trial may take. For one trial.
/// </summary>
internal sealed class MessageTexts(TimeProvider time)
{
    /// <summary>A longer message is not fetched: text is short, what makes it long are files.</summary>
    public const long MostOfOne = 1 << 20;

    // What a slow line (10 Mbit/s) brings in the time below.
    private const long MostOfAll = 24 << 20;

    // One command brings as much as is parsed in a moment.
    private const long MostAtOnce = 4 << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);
    private readonly long begun = time.GetTimestamp();
    private long octets;

    /// <summary>Takes from the front what may be fetched by one command, and drops what is too long; nothing is left once the bounds are reached.</summary>
    public UidSet Next(Queue<(uint Uid, long Octets)> waiting)
    {
        var (portion, length) = (new List<uint>(), 0L);
        while (waiting.TryPeek(out var next))
        {
            if (next.Octets <= MostOfOne && length + next.Octets > MostAtOnce)
                break;
            waiting.Dequeue();
            if (next.Octets > MostOfOne)
                continue;
            if (octets + next.Octets > MostOfAll || time.GetElapsedTime(begun) > MostTime)
            {
                waiting.Clear();
                break;
            }

            octets += next.Octets;
            length += next.Octets;
            portion.Add(next.Uid);
        }

        return UidSet.Of(portion);
    }

    /// <summary>Fetches them without setting <c>\Seen</c>.</summary>
    public static async Task<IReadOnlyDictionary<uint, MimeMessage>> FetchAsync(ImapWork work, UidSet uids, CancellationToken cancellationToken)
    {
        var messages = new Dictionary<uint, MimeMessage>();
        await ((IImapFolder)work.Selected).GetStreamsAsync(
            [.. uids.ToUniqueIds(work.Selected.UidValidity)],
            async (_, _, uid, stream, ct) => messages[uid.Id] = await MimeMessage.LoadAsync(stream, ct),
            cancellationToken);
        return messages;
    }
}
