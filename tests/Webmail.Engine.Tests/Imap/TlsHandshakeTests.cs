using System.Net;
using System.Net.Sockets;
using System.Text;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Tests.Imap;

/// <summary>What a server says in place of its half of the handshake: never, or only not now.</summary>
public sealed class TlsHandshakeTests : PoolFixture
{
    private static readonly byte[] Nothing = [];
    private static readonly byte[] HalfARecord = [0x16, 3, 3, 0, 100, 2, 0, 0, 70];

    public static TheoryData<string, byte[], SignInFailure> Answers => new()
    {
        { "the end", Nothing, SignInFailure.ServerUnreachable },
        { "half a record and the end", HalfARecord, SignInFailure.ServerUnreachable },
        { "close_notify", Alert(1, 0), SignInFailure.ServerUnreachable },
        { "internal_error", Alert(2, 80), SignInFailure.ServerUnreachable },
        { "user_canceled", Alert(2, 90), SignInFailure.ServerUnreachable },
        { "handshake_failure", Alert(2, 40), SignInFailure.EncryptionNotOffered },
        { "protocol_version", Alert(2, 70), SignInFailure.EncryptionNotOffered },
        { "insufficient_security", Alert(2, 71), SignInFailure.EncryptionNotOffered },
        { "a greeting in the clear", Encoding.ASCII.GetBytes("* OK ready\r\n"), SignInFailure.EncryptionNotOffered },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_server_that_ends_the_handshake_for_now_is_not_taken_for_one_without_encryption(string what, byte[] answer, SignInFailure expected)
    {
        Options.ConnectAttempts = 1;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = AnswerOnceAsync(listener, answer);
        var pool = Pool(new ServerEndpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, TransportSecurity.Tls, null));
        Assert.Equal((what, expected), (what, await FailureAsync(pool)));
        await serving;
    }

    // RFC 8446 6: a record of type alert, its level and its description.
    private static byte[] Alert(byte level, byte description) => [0x15, 3, 3, 0, 2, level, description];

    private static async Task AnswerOnceAsync(TcpListener listener, byte[] answer)
    {
        using var client = await listener.AcceptTcpClientAsync(Now);
        var stream = client.GetStream();
        // The header of a record, then the rest of it: what is left unread would turn the end into a reset.
        var header = new byte[5];
        await stream.ReadExactlyAsync(header, Now);
        await stream.ReadExactlyAsync(new byte[(header[3] << 8) | header[4]], Now);
        await stream.WriteAsync(answer, Now);
    }
}
