using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>What the server offers after sign-in, as far as this program uses it. All <c>false</c> before the first connection.</summary>
public sealed record ServerCapabilities
{
    /// <summary>RFC 2177.</summary>
    public bool Idle { get; init; }

    /// <summary>RFC 5465.</summary>
    public bool Notify { get; init; }

    /// <summary>RFC 7162: MODSEQ of messages and mailboxes, CHANGEDSINCE, UNCHANGEDSINCE.</summary>
    public bool CondStore { get; init; }

    /// <summary>RFC 7162, and ENABLE QRESYNC was accepted: expunges come as VANISHED, a mailbox can be selected with what we know.</summary>
    public bool QResync { get; init; }

    /// <summary>RFC 4315: UID EXPUNGE, COPYUID, APPENDUID.</summary>
    public bool UidPlus { get; init; }

    /// <summary>RFC 8508: a message takes the place of another one in one command.</summary>
    public bool Replace { get; init; }

    /// <summary>RFC 6851.</summary>
    public bool Move { get; init; }

    /// <summary>RFC 4731: results of a search as ranges.</summary>
    public bool ESearch { get; init; }

    /// <summary>RFC 5256.</summary>
    public bool Sort { get; init; }

    /// <summary>RFC 5256, THREAD=REFERENCES or THREAD=REFS.</summary>
    public bool Thread { get; init; }

    /// <summary>RFC 5258.</summary>
    public bool ListExtended { get; init; }

    /// <summary>RFC 5819: counts of all mailboxes in one round trip.</summary>
    public bool ListStatus { get; init; }

    /// <summary>RFC 6154.</summary>
    public bool SpecialUse { get; init; }

    /// <summary>RFC 9208 and RFC 2087.</summary>
    public bool Quota { get; init; }

    /// <summary>RFC 4314.</summary>
    public bool Acl { get; init; }

    /// <summary>RFC 8970.</summary>
    public bool Preview { get; init; }

    /// <summary>RFC 8514.</summary>
    public bool SaveDate { get; init; }

    /// <summary>RFC 8474.</summary>
    public bool ObjectId { get; init; }

    /// <summary>RFC 8438: STATUS=SIZE.</summary>
    public bool StatusSize { get; init; }

    /// <summary>RFC 4469 and RFC 3502: one APPEND of several messages.</summary>
    public bool MultiAppend { get; init; }

    /// <summary>RFC 5032.</summary>
    public bool Within { get; init; }

    /// <summary>RFC 6203, or a server that says it searches by an index.</summary>
    public bool FuzzySearch { get; init; }

    /// <summary>RFC 7888: literals without waiting for the server.</summary>
    public bool LiteralPlus { get; init; }

    /// <summary>X-GM-EXT-1: labels are mailboxes, the server files sent mail by itself.</summary>
    public bool Gmail { get; init; }

    /// <summary>RFC 7889: the largest message APPEND takes, in bytes; <c>null</c>: not said.</summary>
    public uint? AppendLimit { get; init; }

    internal static ServerCapabilities Of(ImapClient client, bool quickResync)
    {
        var offered = client.Capabilities;
        bool Has(ImapCapabilities capability) => (offered & capability) == capability;
        return new ServerCapabilities
        {
            Idle = Has(ImapCapabilities.Idle),
            Notify = Has(ImapCapabilities.Notify),
            CondStore = Has(ImapCapabilities.CondStore),
            QResync = quickResync,
            UidPlus = Has(ImapCapabilities.UidPlus),
            Replace = Has(ImapCapabilities.Replace),
            Move = Has(ImapCapabilities.Move),
            ESearch = Has(ImapCapabilities.ESearch),
            Sort = Has(ImapCapabilities.Sort),
            Thread = Has(ImapCapabilities.Thread),
            ListExtended = Has(ImapCapabilities.ListExtended),
            ListStatus = Has(ImapCapabilities.ListStatus),
            SpecialUse = Has(ImapCapabilities.SpecialUse),
            Quota = Has(ImapCapabilities.Quota),
            Acl = Has(ImapCapabilities.Acl),
            Preview = Has(ImapCapabilities.Preview),
            SaveDate = Has(ImapCapabilities.SaveDate),
            ObjectId = Has(ImapCapabilities.ObjectID),
            StatusSize = Has(ImapCapabilities.StatusSize),
            MultiAppend = Has(ImapCapabilities.MultiAppend),
            Within = Has(ImapCapabilities.Within),
            FuzzySearch = Has(ImapCapabilities.FuzzySearch),
            LiteralPlus = Has(ImapCapabilities.LiteralPlus),
            Gmail = Has(ImapCapabilities.GMailExt1),
            AppendLimit = client.AppendLimit,
        };
    }
}
