using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Tests.Scripted;

/// <summary>One mailbox of a <see cref="ScriptedMail"/>. Changes are made in silence: only who asks is told.</summary>
internal sealed class ScriptedMailbox
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<uint, ulong> messages = [];
    private uint next = 1;

    public uint UidValidity { get; private set; } = 7;

    public ulong HighestModSeq { get; private set; } = 1;

    public UidSet Uids
    {
        get { lock (gate) return UidSet.Of(messages.Keys); }
    }

    public string Status
    {
        get
        {
            lock (gate)
                return $"(MESSAGES {messages.Count} UNSEEN {messages.Count} UIDNEXT {next} UIDVALIDITY {UidValidity} HIGHESTMODSEQ {HighestModSeq})";
        }
    }

    public string[] Selected
    {
        get
        {
            lock (gate)
            {
                return
                [
                    "* FLAGS (\\Seen \\Flagged \\Deleted)", "* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted \\*)] ok", $"* {messages.Count} EXISTS", "* 0 RECENT",
                    $"* OK [UIDVALIDITY {UidValidity}] ok", $"* OK [UIDNEXT {next}] ok", $"* OK [HIGHESTMODSEQ {HighestModSeq}] ok",
                ];
            }
        }
    }

    /// <summary>Adds messages; returns their UIDs.</summary>
    public UidSet Add(int count)
    {
        lock (gate)
        {
            var first = next;
            HighestModSeq++;
            for (var i = 0; i < count; i++)
                messages[next++] = HighestModSeq;
            return UidSet.OfRanges([new UidSet.Range(first, next - 1)]);
        }
    }

    public void Remove(UidSet uids)
    {
        lock (gate)
        {
            HighestModSeq++;
            foreach (var uid in uids)
                messages.Remove(uid);
        }
    }

    /// <summary>Makes the mailbox anew, as a server does that lost its index: other UIDVALIDITY, other messages under the same UIDs.</summary>
    public void Rebuild(int count)
    {
        lock (gate)
        {
            messages.Clear();
            (next, UidValidity, HighestModSeq) = (1, UidValidity + 1, 1);
        }

        Add(count);
    }

    /// <summary>FETCH responses for UIDs of the set that are there and changed after a MODSEQ.</summary>
    public string[] Fetched(UidSet asked, ulong since, bool asRows)
    {
        lock (gate)
        {
            return
            [
                .. messages.Select((message, index) => (message.Key, message.Value, Number: index + 1))
                    .Where(message => asked.Contains(message.Key) && message.Value > since)
                    .Select(message => $"* {message.Number} FETCH (UID {message.Key} FLAGS () MODSEQ ({message.Value}){(asRows ? Row(message.Key) : "")})"),
            ];
        }
    }

    private string Row(uint uid) =>
        $" INTERNALDATE \"01-Jan-2026 00:00:00 +0000\" RFC822.SIZE 10 ENVELOPE (NIL \"{UidValidity}/{uid}\" NIL NIL NIL NIL NIL NIL NIL \"<{UidValidity}.{uid}@example.org>\")";
}
