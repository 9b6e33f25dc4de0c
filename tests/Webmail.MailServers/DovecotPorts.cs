namespace Webmail.MailServers;

/// <summary>The ports of one Dovecot, kept over restarts.</summary>
internal sealed record DovecotPorts(int Imap, int Imaps, int Sieve, int Lmtp, int Auth)
{
    public static DovecotPorts Next() =>
        new(LoopbackPorts.Next(), LoopbackPorts.Next(), LoopbackPorts.Next(), LoopbackPorts.Next(), LoopbackPorts.Next());
}
