using System.Net;
using System.Net.Sockets;

namespace Webmail.Engine.Remote;

/// <summary>
/// Asks servers that strangers named, in the program's name and never in a person's: no cookies, no credentials, no referrer, no language, no
/// proxy of the environment, and one user agent for all. Each connection, also one that a redirect leads to, goes to an address that
/// <see cref="RemoteGuard"/> has judged. One for the process; safe for many callers.
/// </summary>
public sealed class RemoteClient : IDisposable
{
    /// <summary>What every server sees of whoever asks.</summary>
    public const string UserAgent = "Mozilla/5.0 (compatible; Webmail)";

    /// <summary>A failure is told at the end of such a step only, so that its time says little about what is behind a name.</summary>
    private static readonly TimeSpan FailureStep = TimeSpan.FromMilliseconds(250);

    /// <summary>For one of several addresses: the next one is worth a try before the time is over.</summary>
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(3);

    /// <summary>Addresses of one name that are tried.</summary>
    private const int MaxAttempts = 3;

    private readonly TimeProvider time;
    private readonly RemoteGuard guard;
    private readonly HttpMessageInvoker http;

    /// <param name="allowed">Networks of the host's own that are reached, at any port, although they are not public.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="resolve">Looks names up; the system's resolver if null.</param>
    public RemoteClient(IReadOnlyList<IPNetwork> allowed, TimeProvider time, HostResolver? resolve = null)
    {
        this.time = time;
        guard = new RemoteGuard(allowed, resolve ?? Dns.GetHostAddressesAsync);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            PreAuthenticate = false,
            // No trace identifiers of ours in strangers' logs.
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // As many as browsers open to one host.
            MaxConnectionsPerServer = 6,
            // Kilobytes; servers themselves send up to 8 or 16.
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
    }

    /// <summary>Asks, follows redirects, and reads the answer. What goes wrong on the way is told by <see cref="RemoteAnswer.Outcome"/>.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<RemoteAnswer> SendAsync(RemoteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = time.GetTimestamp();
        var answer = await TrySendAsync(request, cancellationToken);
        if (answer.Outcome != RemoteOutcome.Answered)
        {
            var over = time.GetElapsedTime(started).Ticks % FailureStep.Ticks;
            await Task.Delay(FailureStep - TimeSpan.FromTicks(over), time, cancellationToken);
        }
        return answer;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<RemoteAnswer> TrySendAsync(RemoteRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(request.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await FollowAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RemoteAnswer.Without(RemoteOutcome.TooSlow);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException or UriFormatException)
        {
            return RemoteAnswer.Without(fault.InnerException is RemoteRefusedException ? RemoteOutcome.Refused : RemoteOutcome.Unreachable);
        }
    }

    private async Task<RemoteAnswer> FollowAsync(RemoteRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var hops = 0; ; hops++)
        {
            if (RemoteGuard.JudgeForm(address) != RemoteVerdict.Fetched)
                return RemoteAnswer.Without(RemoteOutcome.Refused);
            using var asked = Ask(request, address);
            using var answer = await http.SendAsync(asked, cancellationToken);
            if (request.Method != HttpMethod.Get || answer.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) || answer.Headers.Location is not { } next)
                return await ReadAsync(answer, request.MaxOctets, cancellationToken);
            if (hops == request.MaxRedirects)
                return RemoteAnswer.Without(RemoteOutcome.TooManyRedirects);
            address = new Uri(address, next);
        }
    }

    private static HttpRequestMessage Ask(RemoteRequest request, Uri address)
    {
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (request.Method == HttpMethod.Post)
        {
            message.Content = new ReadOnlyMemoryContent(request.Content);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }
        return message;
    }

    private static async Task<RemoteAnswer> ReadAsync(HttpResponseMessage answer, int maxOctets, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentLength > maxOctets)
            return RemoteAnswer.Without(RemoteOutcome.TooLarge);
        await using var source = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        // The stream decompresses as it is read: what is counted is what would lie in memory.
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (content.Length + read > maxOctets)
                return RemoteAnswer.Without(RemoteOutcome.TooLarge);
            content.Write(buffer, 0, read);
        }
        return new RemoteAnswer(RemoteOutcome.Answered, (int)answer.StatusCode, content.ToArray());
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var destination = await guard.FindAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
        if (destination.Verdict != RemoteVerdict.Fetched)
            throw new RemoteRefusedException(destination);
        for (var attempt = 0; ; attempt++)
        {
            var address = destination.Addresses[attempt];
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var limit = new CancellationTokenSource(AttemptLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), either.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt + 1 == Math.Min(MaxAttempts, destination.Addresses.Count))
                    throw new IOException("No address of the name answers.", fault);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
