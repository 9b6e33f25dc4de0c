using System.Collections.Concurrent;
using MailKit.Net.Imap;

namespace Webmail.Engine.Imap;

/// <summary>
/// Messages of an account whose ENVELOPE or BODYSTRUCTURE MailKit can't read: each costs the connection on which it is asked for, once. Safe for many callers.
/// </summary>
internal sealed class UnreadableMessages
{
    /// <summary>Messages. Nobody has so many; who is sent more loses a connection for some of them again.</summary>
    private const int MaxKnown = 10_000;

    private readonly ConcurrentDictionary<(string Mailbox, uint UidValidity, uint Uid), bool> known = new();

    /// <summary>Whether it is known to be one.</summary>
    public bool Contains(string mailbox, uint uidValidity, uint uid) => known.ContainsKey((mailbox, uidValidity, uid));

    /// <summary>It is one.</summary>
    public void Add(string mailbox, uint uidValidity, uint uid)
    {
        if (known.Count >= MaxKnown)
            known.Clear();
        known[(mailbox, uidValidity, uid)] = true;
    }

    /// <summary>
    /// Whether the answer was there and could not be read: a string of more than 4,096 octets as a literal, too many levels, bad syntax. That a server hung up is
    /// the same exception, with other words only.
    /// </summary>
    public static bool IsMeant(ImapProtocolException fault) =>
        fault is TooDeepException
        || fault.Message.StartsWith("Literal token length", StringComparison.Ordinal)
        || fault.Message.StartsWith("Syntax error", StringComparison.Ordinal);
}
