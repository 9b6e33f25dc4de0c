using System.Globalization;
using System.Text;

namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>
/// The tokens of RFC 5804 4 over a stream, with caps: a server that sends more is not listened to any further. Owns the stream. For one
/// thread at a time.
/// </summary>
internal sealed class ManageSieveStream(Stream stream) : IAsyncDisposable
{
    /// <summary>The longest literal. Pigeonhole allows scripts of 1 MiB unless told otherwise.</summary>
    public const int MaxLiteral = 4 * 1024 * 1024;

    // RFC 5804 4: quoted strings have 1,024 octets at most; a line has a few.
    private const int MaxLine = 64 * 1024;
    private const int MaxLines = 4096;
    // All strings and literals of one answer.
    private const int MaxAnswer = 2 * MaxLiteral;

    private readonly byte[] buffer = new byte[16 * 1024];
    private int begin;
    private int end;

    /// <summary>Whether something was received that nobody has read: after STARTTLS it could be anybody's.</summary>
    public bool HasUnread => begin < end;

    /// <summary>The stream below, for TLS around it. Nothing is unread.</summary>
    public Stream Below => stream;

    /// <summary>Writes a command.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(command, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Reads lines up to one that begins with OK, NO or BYE.</summary>
    /// <exception cref="ManageSieveException">It is not ManageSieve, or too much.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task<ManageSieveReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<ManageSieveLine>();
        var total = 0;
        while (lines.Count < MaxLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if ((total += line.Items.Sum(item => item.Octets.Length)) > MaxAnswer)
                break;
            if (line.Items is [{ IsString: false } status, ..] && status.Text.ToUpperInvariant() is "OK" or "NO" or "BYE")
                return Reply(line, lines);
            lines.Add(line);
        }

        throw new ManageSieveException(ManageSieveFailure.NotUnderstood);
    }

    /// <summary>Reads a challenge of a sign-in, or the answer that ends it.</summary>
    /// <exception cref="ManageSieveException">It is not ManageSieve, or too much.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task<(string? Challenge, ManageSieveReply? Reply)> ReadChallengeAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken);
        return line.Items switch
        {
            [{ IsString: true } challenge] => (challenge.Text, null),
            [{ IsString: false } status, ..] when status.Text.ToUpperInvariant() is "OK" or "NO" or "BYE" => (null, Reply(line, [])),
            _ => throw new ManageSieveException(ManageSieveFailure.NotUnderstood),
        };
    }

    private async Task<ManageSieveLine> ReadLineAsync(CancellationToken cancellationToken)
    {
        var items = new List<ManageSieveItem>();
        var word = new List<byte>();
        var total = 0;
        while (true)
        {
            var octet = await ReadAsync(cancellationToken);
            if (++total > MaxLine)
                throw new ManageSieveException(ManageSieveFailure.NotUnderstood);
            if (octet is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'(' or (byte)')' or (byte)'"' or (byte)'{'))
            {
                word.Add(octet);
                continue;
            }

            if (word.Count > 0)
            {
                items.Add(new ManageSieveItem(false, word.ToArray()));
                word.Clear();
            }

            switch (octet)
            {
                case (byte)'\n':
                    return new ManageSieveLine([.. items]);
                case (byte)'"':
                    items.Add(new ManageSieveItem(true, await ReadQuotedAsync(cancellationToken)));
                    total += items[^1].Octets.Length;
                    break;
                case (byte)'{':
                    items.Add(new ManageSieveItem(true, await ReadLiteralAsync(cancellationToken)));
                    break;
                case (byte)'(' or (byte)')':
                    items.Add(new ManageSieveItem(false, new[] { octet }));
                    break;
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static ManageSieveReply Reply(ManageSieveLine line, List<ManageSieveLine> before)
    {
        var items = line.Items;
        var (code, arguments, at) = ("", new List<string>(), 1);
        if (items.Length > 1 && items[1].Is("("))
        {
            code = items.Length > 2 ? items[2].Text.ToUpperInvariant() : "";
            var depth = 1;
            for (at = 3; at < items.Length && depth > 0; at++)
            {
                depth += items[at].Is("(") ? 1 : items[at].Is(")") ? -1 : 0;
                if (items[at].IsString)
                    arguments.Add(items[at].Text);
            }
        }

        var text = items.Skip(at).FirstOrDefault(item => item.IsString);
        return new ManageSieveReply(items[0].Text.ToUpperInvariant(), code, [.. arguments], text.IsString ? text.Text.Trim() : "", [.. before]);
    }

    private async Task<byte[]> ReadQuotedAsync(CancellationToken cancellationToken)
    {
        var value = new List<byte>();
        while (value.Count <= MaxLine)
        {
            var octet = await ReadAsync(cancellationToken);
            if (octet == (byte)'"')
                return [.. value];
            // RFC 5804 4: no line ends in it.
            if (octet is (byte)'\r' or (byte)'\n')
                break;
            value.Add(octet == (byte)'\\' ? await ReadAsync(cancellationToken) : octet);
        }

        throw new ManageSieveException(ManageSieveFailure.NotUnderstood);
    }

    private async Task<byte[]> ReadLiteralAsync(CancellationToken cancellationToken)
    {
        var digits = new StringBuilder();
        byte octet;
        while ((octet = await ReadAsync(cancellationToken)) != (byte)'}' && digits.Length < 12)
            digits.Append((char)octet);
        // Servers send {n}; a {n+} says the same.
        if (!int.TryParse(digits.ToString().TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > MaxLiteral
            || await ReadAsync(cancellationToken) != (byte)'\r' || await ReadAsync(cancellationToken) != (byte)'\n')
            throw new ManageSieveException(ManageSieveFailure.NotUnderstood);

        // Grows with what comes, not with what was announced.
        using var literal = new MemoryStream();
        while (literal.Length < length)
        {
            if (begin == end)
                await FillAsync(cancellationToken);
            var part = (int)Math.Min(end - begin, length - literal.Length);
            literal.Write(buffer, begin, part);
            begin += part;
        }

        return literal.ToArray();
    }

    private ValueTask<byte> ReadAsync(CancellationToken cancellationToken)
    {
        return begin < end ? ValueTask.FromResult(buffer[begin++]) : FillAndReadAsync();

        async ValueTask<byte> FillAndReadAsync()
        {
            await FillAsync(cancellationToken);
            return buffer[begin++];
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        (begin, end) = (0, await stream.ReadAsync(buffer, cancellationToken));
        if (end == 0)
            throw new EndOfStreamException();
    }
}
