using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.IO.Filters;
using Webmail.Engine.Attachments;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Tests.Imap;
using Webmail.Engine.Tests.Scripted;

namespace Webmail.Engine.Tests.Attachments;

public sealed partial class AttachmentFilesTests : PoolFixture
{
    private static readonly MessageKey Key = new("INBOX", 7, 2);
    private string encoded = "";

    public static TheoryData<ContentEncoding, int> Layouts => new()
    {
        { ContentEncoding.Base64, 76 },
        { ContentEncoding.Base64, 60 },
        { ContentEncoding.Base64, 996 },
        { ContentEncoding.QuotedPrintable, 0 },
        { ContentEncoding.EightBit, 0 },
        { ContentEncoding.Binary, 0 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Any_piece_of_a_large_file_is_what_the_whole_has_there(ContentEncoding encoding, int line)
    {
        var content = Content(1_300_001, encoding);
        var files = Files(content, encoding, line);
        var part = Part(encoding);
        await using var file = await files.OpenAsync(Key, part, Now);

        Assert.Equal(content.Length, file.Length);
        foreach (var (from, count) in new[] { (0, 10), (1, 56), (57, 57), (400_000, 500_000), (1_300_000, 1), (3, 1), (1_299_000, 1_001), (0, 1_300_001) })
        {
            var piece = new byte[count];
            file.Position = from;
            await file.ReadExactlyAsync(piece, Now);
            Assert.True(content.AsSpan(from, count).SequenceEqual(piece), $"{from}+{count}");
        }
        file.Position = content.Length;
        Assert.Equal(0, await file.ReadAsync(new byte[1], Now));
    }

    [Fact]
    public async Task A_piece_from_the_end_of_base64_is_fetched_from_there()
    {
        var content = Content(3_000_000, ContentEncoding.Base64);
        var files = Files(content, ContentEncoding.Base64, 76);
        await using var file = await files.OpenAsync(Key, Part(ContentEncoding.Base64), Now);
        var before = Server.Received.Count(command => command.Name == "UID FETCH");
        file.Position = 2_999_990;
        file.WantedEnd = 3_000_000;

        await file.ReadExactlyAsync(new byte[10], Now);

        var fetch = Assert.Single(Server.Received.Where(command => command.Name == "UID FETCH").Skip(before));
        var match = Partial().Match(fetch.Arguments);
        Assert.True(int.Parse(match.Groups[1].Value, null) > 4_000_000, fetch.Arguments);
        Assert.True(int.Parse(match.Groups[2].Value, null) < 1_000, fetch.Arguments);
    }

    [Fact]
    public async Task A_small_file_costs_one_fetch()
    {
        var content = Content(5_000, ContentEncoding.Base64);
        var files = Files(content, ContentEncoding.Base64, 76);

        await using var file = await files.OpenAsync(Key, Part(ContentEncoding.Base64), Now);
        await file.CopyToAsync(Stream.Null, Now);

        Assert.Equal(5_000, file.Length);
        Assert.Single(Server.Names, "UID FETCH");
    }

    [Fact]
    public async Task Lines_of_different_lengths_are_read_from_the_start()
    {
        var content = Content(1_000_002, ContentEncoding.Base64);
        var files = Files(content, ContentEncoding.Base64, 76);
        // In the middle one line is cut in two: neither the start nor the end tells.
        var middle = 78 * 9_000 + 40;
        encoded = encoded[..middle] + "\r\n" + encoded[middle..];

        await using var file = await files.OpenAsync(Key, Part(ContentEncoding.Base64), Now);
        using var whole = new MemoryStream();
        await file.CopyToAsync(whole, Now);

        Assert.Equal(content, whole.ToArray());
        // It is known now, and the next one has the right length at once.
        await using var again = await files.OpenAsync(Key, Part(ContentEncoding.Base64), Now);
        Assert.Equal(content.Length, again.Length);
    }

    [Fact]
    public async Task A_server_that_only_estimates_sizes_costs_reading_it_once()
    {
        var content = Content(1_200_000, ContentEncoding.EightBit);
        var files = Files(content, ContentEncoding.EightBit, 0);

        await using var file = await files.OpenAsync(Key, Part(ContentEncoding.EightBit) with { EncodedOctets = 400_000 }, Now);

        Assert.Equal(content.Length, file.Length);
    }

    [Fact]
    public async Task No_more_is_fetched_than_is_allowed()
    {
        var files = Files(Content(2_000_000, ContentEncoding.Base64), ContentEncoding.Base64, 76);
        await using var file = await files.OpenAsync(Key, Part(ContentEncoding.Base64), Now, budget: 500_000);

        var limit = await Assert.ThrowsAsync<PreviewLimitException>(() => file.CopyToAsync(Stream.Null, Now));

        Assert.Equal(PreviewLimit.Octets, limit.Limit);
    }

    private static byte[] Content(int length, ContentEncoding encoding) =>
        [.. Enumerable.Range(0, length).Select(i => encoding is ContentEncoding.Base64 ? (byte)((i * 31) ^ (i >> 8)) : i % 70 == 69 ? (byte)'\n' : (byte)('a' + i % 26))];

    private AttachmentFiles Files(byte[] content, ContentEncoding encoding, int line)
    {
        encoded = encoding switch
        {
            ContentEncoding.Base64 => string.Join("\r\n", Convert.ToBase64String(content).Chunk(line).Select(chars => new string(chars))) + "\r\n",
            ContentEncoding.QuotedPrintable => Quoted(content),
            _ => Encoding.Latin1.GetString(content),
        };
        Server.On("UID FETCH", AnswerAsync);
        return new AttachmentFiles(new MessageReader(Pool()));
    }

    private static string Quoted(byte[] content)
    {
        var filter = EncoderFilter.Create(ContentEncoding.QuotedPrintable);
        var output = filter.Flush(content, 0, content.Length, out var start, out var length);
        return Encoding.Latin1.GetString(output, start, length);
    }

    private PartNode Part(ContentEncoding encoding) => new() { Section = "2", MediaType = "application/octet-stream", Encoding = encoding, EncodedOctets = encoded.Length };

    private async Task AnswerAsync(ScriptedSession session, ScriptedCommand command)
    {
        var match = Partial().Match(command.Arguments);
        var (offset, count) = (int.Parse(match.Groups[1].Value, null), int.Parse(match.Groups[2].Value, null));
        var piece = encoded.Substring(Math.Min(offset, encoded.Length), Math.Min(count, Math.Max(0, encoded.Length - offset)));
        await session.SendAsync($"* 2 FETCH (UID 2 BODY[2]<{offset}> {{{piece.Length}}}\r\n{piece})");
        await session.OkAsync(command);
    }

    [GeneratedRegex(@"BODY\.PEEK\[2\]<(\d+)\.(\d+)>")]
    private static partial Regex Partial();
}
