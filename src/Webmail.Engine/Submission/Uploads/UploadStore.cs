using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Submission.Uploads;

/// <summary>
/// Files of drafts on this machine, encrypted, until they are sent. One for the process; safe for many callers. Names and types of files are
/// not kept here: the draft has them. Files that nobody used for <see cref="UploadOptions.KeptFor"/> are removed.
/// </summary>
public sealed partial class UploadStore : IDisposable
{
    private const string Unfinished = ".part";

    /// <summary>A file goes at most so much later than it may.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly string directory;
    private readonly Sealing sealing;
    private readonly UploadOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer sweep;

    /// <summary>Opens the store.</summary>
    /// <param name="directory">Where the files are; made if it is not there.</param>
    /// <param name="sealing">Seals the files' keys.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told when old files cannot be removed.</param>
    public UploadStore(string directory, Sealing sealing, UploadOptions options, TimeProvider time, ILogger<UploadStore> logger)
    {
        (this.directory, this.sealing, this.options, this.time, this.logger) = (directory, sealing, options, time, logger);
        Directory.CreateDirectory(directory);
        sweep = time.CreateTimer(_ => TrySweep(), null, TimeSpan.Zero, SweepInterval);
    }

    /// <summary>Octets of one file that are taken.</summary>
    public long MaxOctets => options.MaxOctets;

    /// <summary>Takes a file as it comes from the browser; a broken one leaves nothing behind.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="draft">The draft it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="length">Its length as told beforehand; null if not told.</param>
    /// <param name="body">Its octets; not disposed of.</param>
    /// <param name="cancellationToken">The browser has gone.</param>
    /// <exception cref="UploadTooLargeException">It is larger than <see cref="MaxOctets"/>.</exception>
    public async Task<DraftAttachment> TakeAsync(string accountId, Guid draft, string name, string contentType, long? length, Stream body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (length > options.MaxOctets)
            throw new UploadTooLargeException(options.MaxOctets);
        var id = Guid.NewGuid();
        var octets = await WriteAsync(accountId, draft, id, options.MaxOctets, body.CopyToAsync, cancellationToken);
        return new DraftAttachment($"upload:{id}", name, contentType, octets);
    }

    /// <summary>Forgets a file. False if there is none.</summary>
    public bool Remove(string accountId, string source)
    {
        if (Find(accountId, source) is not { } path)
            return false;
        File.Delete(path);
        return true;
    }

    /// <summary>Forgets all files of a draft, those fetched from the mail server too.</summary>
    public void RemoveDraft(string accountId, Guid draft)
    {
        foreach (var path in Files(accountId, $"{draft:N}-*"))
            File.Delete(path);
    }

    /// <summary>Opens a file for reading; the stream can seek, and holds 64 KB.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="CryptographicException">It was changed.</exception>
    public Stream Open(string accountId, string source) => TryOpen(accountId, source) ?? throw new FileNotFoundException("There is no such upload.");

    /// <summary>Opens a file for reading; null if there is none.</summary>
    /// <exception cref="CryptographicException">It was changed.</exception>
    internal Stream? TryOpen(string accountId, string source)
    {
        if (Find(accountId, source) is not { } path)
            return null;
        FileStream file;
        try
        {
            // What is in use is not swept.
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        try
        {
            return new SealedFileReader(file, sealing);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what is fetched from elsewhere under its source, so that it is fetched once.</summary>
    internal Task KeepAsync(string accountId, Guid draft, string source, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        WriteAsync(accountId, draft, IdOf(source), long.MaxValue, write, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => sweep.Dispose();

    /// <summary>Removes what is old.</summary>
    internal void Sweep()
    {
        var oldest = (time.GetUtcNow() - options.KeptFor).UtcDateTime;
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            if (File.GetLastWriteTimeUtc(path) < oldest)
                File.Delete(path);
        }
    }

    private void TrySweep()
    {
        try
        {
            Sweep();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogSweepFailed(fault.GetType().Name);
        }
    }

    private async Task<long> WriteAsync(string accountId, Guid draft, Guid id, long limit, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Folder(accountId)).FullName;
        var path = Path.Combine(folder, $"{draft:N}-{id:N}");
        // Two who fetch the same file at once do not meet: the later one replaces the other's whole by its own.
        var unfinished = $"{path}-{Guid.NewGuid():N}{Unfinished}";
        try
        {
            long octets;
            var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0, useAsync: true);
            await using (var writer = await SealedFileWriter.BeginAsync(file, sealing, limit, cancellationToken))
            {
                await write(writer, cancellationToken);
                await writer.CompleteAsync(cancellationToken);
                octets = writer.Written;
            }

            File.Move(unfinished, path, overwrite: true);
            return octets;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private string? Find(string accountId, string source) => Files(accountId, $"*-{IdOf(source):N}").FirstOrDefault();

    private IEnumerable<string> Files(string accountId, string pattern) =>
        Directory.Exists(Folder(accountId)) ? Directory.EnumerateFiles(Folder(accountId), pattern) : [];

    /// <summary>The account's folder: nobody reads from its name whose it is, and no source leads out of it.</summary>
    private string Folder(string accountId) => Path.Combine(directory, Hash(accountId).ToString("N"));

    private static Guid IdOf(string source) =>
        source.StartsWith("upload:", StringComparison.Ordinal) && Guid.TryParse(source.AsSpan("upload:".Length), out var id) ? id : Hash(source);

    [LoggerMessage(LogLevel.Warning, "Old uploads could not be removed ({Kind}); it is tried again in an hour.")]
    private partial void LogSweepFailed(string kind);

    private static Guid Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
