using System.Text;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Reading;
using Webmail.Engine.Tests.Reading;
using Webmail.Engine.Trust.Signatures;

namespace Webmail.Engine.Tests.Trust;

/// <summary>S/MIME signatures, against certificates made here and messages of other programs.</summary>
public sealed class SmimeVerifierTests : IDisposable
{
    private const string Author = "petra@a.example";
    private const string Part = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße  \r\n\r\n-- \r\nPetra\r\n";
    private const string Sha1 = "1.3.14.3.2.26";

    private readonly SigningAuthority authority = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => authority.Dispose();

    private SignatureReport? Verify(byte[] source, string author = Author, bool trusts = true) =>
        new SmimeVerifier(time, trusts ? authority.Roots : null).Verify(source, author, TestContext.Current.CancellationToken);

    [Fact]
    public void A_signature_that_fits_is_valid_and_says_who_signed()
    {
        using var certificate = authority.Issue(Author);

        var report = Verify(SigningAuthority.Detached(certificate, Part, Part))!;

        Assert.True(report.IsProof);
        Assert.Equal(("Petra Hoffmann", "Test Mail Authority"), (report.Signer, report.Issuer));
        Assert.Equal(["other@a.example", Author], report.Addresses);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), report.SignedAt);
        Assert.Equal(SignatureState.Valid, Verify(SigningAuthority.Opaque(certificate, Part))!.State);
        using var old = authority.Issue(Author, inSubject: true);
        Assert.Equal(SignatureState.Valid, Verify(SigningAuthority.Detached(old, Part, Part))!.State);
    }

    [Fact]
    public void A_text_that_was_changed_is_noticed()
    {
        using var certificate = authority.Issue(Author);

        Assert.Equal(SignatureState.Altered, Verify(SigningAuthority.Detached(certificate, Part, Part.Replace("Petra", "Peter", StringComparison.Ordinal)))!.State);
        Assert.Equal(SignatureState.Altered, Verify(SigningAuthority.Detached(certificate, Part, Part.Replace("  \r\n", "\r\n", StringComparison.Ordinal)))!.State);
        // The signature signs a text of its own, which nobody sees.
        Assert.Equal(SignatureState.Altered, Verify(SigningAuthority.Detached(certificate, Part, "Content-Type: text/plain\r\n\r\nPay at once\r\n", withContent: true))!.State);
    }

    [Fact]
    public void Who_is_not_trusted_or_not_the_author_is_named()
    {
        using var certificate = authority.Issue(Author);
        var source = SigningAuthority.Detached(certificate, Part, Part);

        Assert.Equal(SignatureState.UnknownIssuer, Verify(source, trusts: false)!.State);
        Assert.Equal(SignatureState.OtherAddress, Verify(source, "chef@a.example")!.State);
        using var server = authority.Issue(Author, purpose: "1.3.6.1.5.5.7.3.1");
        Assert.Equal(SignatureState.UnknownIssuer, Verify(SigningAuthority.Detached(server, Part, Part))!.State);
        Assert.Equal(SignatureState.Weak, Verify(SigningAuthority.Detached(certificate, Part, Part, Sha1))!.State);
        time.Advance(TimeSpan.FromDays(100));
        Assert.Equal(SignatureState.OutOfDate, Verify(source)!.State);
    }

    [Fact]
    public void A_signature_within_a_list_s_message_covers_a_part_only()
    {
        using var certificate = authority.Issue(Author);
        var signed = Encoding.UTF8.GetString(SigningAuthority.Detached(certificate, Part, Part));
        var inner = signed[signed.IndexOf("Content-Type: multipart/signed", StringComparison.Ordinal)..];

        var report = Verify(Encoding.UTF8.GetBytes($"From: Petra <petra@a.example>\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n{inner}\r\n--outer\r\nContent-Type: text/plain\r\n\r\nList footer\r\n--outer--\r\n"))!;

        Assert.Equal((SignatureState.Valid, false, false), (report.State, report.CoversAll, report.IsProof));
    }

    [Fact]
    public void What_is_not_signed_has_no_report_and_nonsense_does_no_harm()
    {
        using var certificate = authority.Issue(Author);
        var source = SigningAuthority.Detached(certificate, Part, Part);

        Assert.Null(Verify("From: a@b.example\r\n\r\nHello\r\n"u8.ToArray()));
        Assert.Null(Verify("From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nnothing\r\n"u8.ToArray()));
        Assert.Equal(SignatureState.Unreadable, Verify("Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n\r\nnothing\r\n--b--\r\n"u8.ToArray())!.State);
        var random = new Random(8551);
        for (var turn = 0; turn < 300; turn++)
        {
            var broken = (byte[])source.Clone();
            for (var change = 0; change < 3; change++)
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var report = Verify(broken);
            Assert.True(report is null || report.State != SignatureState.Valid || Encoding.UTF8.GetString(broken).Contains(Part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_message_within_its_signature_reads_like_any_other()
    {
        using var certificate = authority.Issue(Author);
        const string Inner = "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nThe text\r\n--i\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nThe file\r\n--i--\r\n";
        foreach (var type in new[] { "smime-type=signed-data; ", "" })
        {
            using var message = WholeMessage.Parse(new MemoryStream(SigningAuthority.Opaque(certificate, Inner, type)), TestContext.Current.CancellationToken);

            var (body, structure) = PackedMessage.Unpack(message.Body);

            var plan = BodyPlan.For(structure);
            var content = MessageContent.Decode(plan, part => WholeMessage.Find(body, part.Section));
            Assert.Equal("The text", content.Texts[0].Text.Trim());
            Assert.False(content.IsEncrypted);
            Assert.True(Assert.Single(plan.Attachments).IsPacked);
            Assert.Equal(MessageProtection.SmimeSigned, Protections.Of(structure, content));
        }
    }

    [Fact]
    public async Task A_file_within_a_signature_is_found_again()
    {
        using var certificate = authority.Issue(Author);
        using var message = WholeMessage.Parse(new MemoryStream(SigningAuthority.Opaque(certificate, "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nx\r\n--i\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlIGZpbGU=\r\n--i--\r\n")), TestContext.Current.CancellationToken);
        using var target = new MemoryStream();

        using var opened = new OpenedParts((_, _) => Task.FromResult(WholeMessage.BodyOf(message)));

        await opened.CopyAsync(Part("2"), target, TestContext.Current.CancellationToken);

        Assert.Equal("The file", Encoding.UTF8.GetString(target.ToArray()));
        await Assert.ThrowsAsync<MessageGoneException>(() => opened.CopyAsync(Part("7"), target, TestContext.Current.CancellationToken));

        static PartNode Part(string section) => new() { Section = section, MediaType = "text/plain", IsPacked = true, Container = PartNode.Whole };
    }

    /// <summary>Thunderbird's samples: their authority is of a test, so that none is valid; what fits is told from what does not.</summary>
    [Fact]
    public void Messages_of_other_programs_fit_or_do_not()
    {
        var wrong = new List<string>();
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(Corpus.Require("eml/thunderbird-smime"), "alice.*.eml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var text = File.ReadAllText(file, Encoding.Latin1).ReplaceLineEndings("\r\n");
            var state = Verify(Encoding.Latin1.GetBytes(text), "alice@bogus.com")?.State;
            SignatureState? expected = name switch
            {
                _ when name.EndsWith(".bad", StringComparison.Ordinal) => SignatureState.Altered,
                // Their signature is told to be without the text and has another one.
                _ when name.Contains("mismatch-econtent", StringComparison.Ordinal) => SignatureState.Unreadable,
                // What they sign is encrypted; OpenSSL finds that they don't fit either.
                _ when name.Contains("env.", StringComparison.Ordinal) && name.Contains("dsig", StringComparison.Ordinal) && (name.EndsWith("multipart", StringComparison.Ordinal) || name.EndsWith("dsig", StringComparison.Ordinal)) => SignatureState.Altered,
                // Encrypted last of all.
                _ when name.EndsWith(".env", StringComparison.Ordinal) => null,
                _ when name.Contains("SHA1", StringComparison.Ordinal) => SignatureState.Weak,
                _ => SignatureState.UnknownIssuer,
            };
            seen++;
            if (state != expected)
                wrong.Add($"{name}: {state}, not {expected}");
        }

        Assert.Empty(wrong);
        Assert.True(seen > 20);
    }
}
