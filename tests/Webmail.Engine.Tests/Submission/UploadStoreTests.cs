using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Uploads;

namespace Webmail.Engine.Tests.Submission;

public sealed class UploadStoreTests
{
    private static readonly Guid Draft = Guid.NewGuid();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SealedFile.PieceOctets - 1)]
    [InlineData(SealedFile.PieceOctets)]
    [InlineData(SealedFile.PieceOctets + 1)]
    [InlineData(3 * SealedFile.PieceOctets)]
    [InlineData(1_000_000)]
    public async Task A_file_comes_back_as_it_was(int octets)
    {
        using var uploads = new UploadFolder();
        var content = RandomNumberGenerator.GetBytes(octets);
        var taken = await TakeAsync(uploads, content);

        using var read = uploads.Store.Open("anna", taken.Source);
        Assert.Equal(content.Length, read.Length);
        Assert.Equal(content, await AllAsync(read));
        // MimeKit measures a message before it writes it.
        read.Position = 0;
        Assert.Equal(content, await AllAsync(read));
        foreach (var at in new[] { octets / 2, octets / 3, Math.Max(0, octets - 5) })
        {
            read.Position = at;
            Assert.Equal(content[at..], await AllAsync(read));
        }
    }

    [Fact]
    public async Task Nothing_of_it_can_be_read_on_the_disk()
    {
        using var uploads = new UploadFolder();
        await TakeAsync(uploads, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a sentence nobody may read ", 10_000))));

        var stored = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Assert.Single(uploads.Files), Now));
        Assert.DoesNotContain("sentence", stored);
        Assert.DoesNotContain("anna", uploads.Files[0]);
        Assert.DoesNotContain("plan", uploads.Files[0]);
    }

    [Fact]
    public async Task What_was_changed_moved_or_cut_is_not_read()
    {
        using var uploads = new UploadFolder();
        var taken = await TakeAsync(uploads, new byte[3 * SealedFile.PieceOctets]);
        var path = Assert.Single(uploads.Files);
        var good = await File.ReadAllBytesAsync(path, Now);
        const int piece = SealedFile.PieceOctets + SealedFile.TagOctets;
        var begin = good.Length - 3 * piece;

        byte[] changed = [.. good];
        changed[begin + piece + 7] ^= 1;
        byte[] swapped = [.. good[..begin], .. good[(begin + piece)..(begin + 2 * piece)], .. good[begin..(begin + piece)], .. good[(begin + 2 * piece)..]];
        byte[] cutAtPiece = good[..(begin + 2 * piece)], cutWithin = good[..^100], foreign = [.. good];
        foreign[12] ^= 1;
        foreach (var bad in new[] { changed, swapped, cutAtPiece, cutWithin, foreign, [], good[..3], good[..begin] })
        {
            await File.WriteAllBytesAsync(path, bad, Now);
            await Assert.ThrowsAnyAsync<CryptographicException>(async () =>
            {
                using var read = uploads.Store.Open("anna", taken.Source);
                await AllAsync(read);
            });
        }
    }

    [Fact]
    public async Task What_is_too_large_leaves_nothing_behind()
    {
        using var uploads = new UploadFolder(new UploadOptions { MaxOctets = 100_000 });

        await Assert.ThrowsAsync<UploadTooLargeException>(() => uploads.Store.TakeAsync("anna", Draft, "plan.pdf", "application/pdf", 100_001, new MemoryStream(), Now));
        // The length may be a lie.
        var large = await Assert.ThrowsAsync<UploadTooLargeException>(() => uploads.Store.TakeAsync("anna", Draft, "plan.pdf", "application/pdf", 10, new MemoryStream(new byte[100_001]), Now));

        Assert.Equal(100_000, large.MaxOctets);
        Assert.Empty(uploads.Files);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        using var uploads = new UploadFolder();

        await Assert.ThrowsAsync<IOException>(() => uploads.Store.TakeAsync("anna", Draft, "plan.pdf", "application/pdf", null, new BrokenStream(), Now));

        Assert.Empty(uploads.Files);
    }

    [Fact]
    public async Task Files_are_their_owners_alone()
    {
        using var uploads = new UploadFolder();
        var taken = await TakeAsync(uploads, [1]);

        Assert.Throws<FileNotFoundException>(() => uploads.Store.Open("bob", taken.Source));
        Assert.False(uploads.Store.Remove("bob", taken.Source));
        foreach (var source in new[] { "upload:../../etc/passwd", "upload:*", "upload:", "", "*", "upload:" + Guid.NewGuid() })
            Assert.Throws<FileNotFoundException>(() => uploads.Store.Open("anna", source));
        Assert.True(uploads.Store.Remove("anna", taken.Source));
        Assert.Throws<FileNotFoundException>(() => uploads.Store.Open("anna", taken.Source));
    }

    [Fact]
    public async Task A_drafts_files_go_with_it_and_no_others()
    {
        using var uploads = new UploadFolder();
        var kept = await uploads.Store.TakeAsync("anna", Guid.NewGuid(), "a", "text/plain", null, new MemoryStream([1]), Now);
        await TakeAsync(uploads, [1]);
        await uploads.Store.KeepAsync("anna", Draft, "part:x", (target, token) => target.WriteAsync(new byte[] { 1 }, token).AsTask(), Now);

        uploads.Store.RemoveDraft("anna", Draft);

        Assert.Single(uploads.Files);
        uploads.Store.Open("anna", kept.Source).Dispose();
    }

    [Fact]
    public async Task What_nobody_used_for_a_week_goes()
    {
        var time = new FakeTimeProvider(ComposedMessage.Now);
        using var uploads = new UploadFolder(time: time);
        var used = await TakeAsync(uploads, [1]);
        var unused = await TakeAsync(uploads, [2]);
        uploads.Store.Open("anna", unused.Source).Dispose();
        time.Advance(TimeSpan.FromDays(6));
        uploads.Store.Open("anna", used.Source).Dispose();

        time.Advance(TimeSpan.FromDays(2));

        Assert.Single(uploads.Files);
        uploads.Store.Open("anna", used.Source).Dispose();
    }

    private static Task<DraftAttachment> TakeAsync(UploadFolder uploads, byte[] content) =>
        uploads.Store.TakeAsync("anna", Draft, "plan.pdf", "application/pdf", content.Length, new MemoryStream(content), Now);

    private static async Task<byte[]> AllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Now);
        return all.ToArray();
    }

    /// <summary>A browser that goes away in the middle.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ++reads > 2 ? throw new IOException("Gone.") : ValueTask.FromResult(buffer.Length);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, bufferSize, cancellationToken);

        private async Task CopyAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            while (await ReadAsync(buffer, cancellationToken) is var read and > 0)
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
