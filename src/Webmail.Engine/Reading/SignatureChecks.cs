using System.Collections.Concurrent;
using Webmail.Engine.Imap;
using Webmail.Engine.Trust.Signatures;

namespace Webmail.Engine.Reading;

/// <summary>
/// Checks the S/MIME signatures of messages that are read, and remembers what came of it. A signature covers the octets as they were sent, so
/// the message is fetched whole for it: never before somebody has opened it. Safe for many callers; owns nothing.
/// </summary>
/// <remarks>Throws what <see cref="ImapConnectionPool"/> throws.</remarks>
public sealed class SignatureChecks
{
    /// <summary>Octets of a message that is fetched for checking.</summary>
    private const int MaxOctets = PackedMessage.MaxOctets;

    /// <summary>Results that are remembered; a person looks at fewer signed messages between two sign-ins.</summary>
    private const int MaxRemembered = 500;

    private readonly MessageReader reader;
    private readonly SmimeVerifier verifier;
    private readonly ConcurrentDictionary<MessageKey, SignatureReport?> remembered = new();

    internal SignatureChecks(MessageReader reader, TimeProvider time) => (this.reader, verifier) = (reader, new SmimeVerifier(time));

    /// <summary>What is known already of a message; null if it was not checked.</summary>
    public SignatureReport? Find(MessageKey key) => remembered.GetValueOrDefault(key);

    /// <summary>Whether a message was looked at, with a signature found or without.</summary>
    public bool HasChecked(MessageKey key) => remembered.ContainsKey(key);

    /// <summary>Checks a message's signature; null if it has none of S/MIME.</summary>
    /// <exception cref="MessageGoneException">The message is not there any more.</exception>
    public async Task<SignatureReport?> CheckAsync(MessageKey key, string author, CancellationToken cancellationToken)
    {
        if (remembered.TryGetValue(key, out var known))
            return known;
        using var source = new BoundedMemory(MaxOctets);
        await reader.CopySourceAsync(key, source, cancellationToken);
        // Certificates are built into chains by computation alone, some milliseconds of it.
        var report = source.IsFull
            ? new SignatureReport(SignatureState.TooLarge)
            : await Task.Run(() => verifier.Verify(source.ToArray(), author, cancellationToken), cancellationToken);
        if (remembered.Count >= MaxRemembered)
            remembered.Clear();
        return remembered[key] = report;
    }

    /// <summary>Takes what is written to it up to a limit, and forgets the rest.</summary>
    private sealed class BoundedMemory(int most) : MemoryStream
    {
        public bool IsFull { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            IsFull |= Length + buffer.Length > most;
            if (!IsFull)
                await base.WriteAsync(buffer, cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            IsFull |= Length + count > most;
            if (!IsFull)
                base.Write(buffer, offset, count);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
