using System.Text;
using MimeKit;

namespace Webmail.MailServers.DemoMail.Files;

/// <summary>Files as parts of a message.</summary>
internal static class Attachment
{
    // Drawing is what takes time; a picture is the same wherever it is shown.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(int, int, int, bool), byte[]> Drawn = new();

    public static MimePart Pdf(string name, string heading, string[] lines, int kilobytes = 0) =>
        Part(name, "application/pdf", Files.Pdf.Encode(heading, lines, kilobytes * 1024));

    public static MimePart Photo(string name, int seed, int width = 480, int height = 360) => Part(name, "image/jpeg", Draw(width, height, seed, jpeg: true));

    public static MimePart Png(string name, int seed, int width = 320, int height = 240) => Part(name, "image/png", Draw(width, height, seed, jpeg: false));

    /// <summary>A picture that the HTML shows by <c>cid:</c>.</summary>
    public static MimePart Inline(string contentId, int seed, int width, int height)
    {
        var part = Part(contentId + ".png", "image/png", Draw(width, height, seed, jpeg: false));
        part.ContentDisposition = new ContentDisposition(ContentDisposition.Inline) { FileName = contentId + ".png" };
        part.ContentId = contentId;
        return part;
    }

    public static MimePart Sheet(string name, params string[][] rows) =>
        Part(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", OfficeFile.Sheet(rows));

    public static MimePart Document(string name, params string[] paragraphs) =>
        Part(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", OfficeFile.Document(paragraphs));

    public static MimePart Zip(string name, params (string, byte[])[] entries) => Part(name, "application/zip", OfficeFile.Zip(entries));

    public static MimePart Text(string name, string type, string text) => Part(name, type, Encoding.UTF8.GetBytes(text));

    /// <summary>A second of silence: 38 empty frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz, of 417 bytes each.</summary>
    public static MimePart Sound(string name)
    {
        var sound = new byte[38 * 417];
        for (var frame = 0; frame < sound.Length; frame += 417)
            ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x64]).CopyTo(sound.AsSpan(frame));
        return Part(name, "audio/mpeg", sound);
    }

    public static MimePart Part(string name, string type, byte[] content) => new(ContentType.Parse(type))
    {
        Content = new MimeContent(new MemoryStream(content)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = name },
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = name,
    };

    private static byte[] Draw(int width, int height, int seed, bool jpeg) => Drawn.GetOrAdd((width, height, seed, jpeg), static key =>
    {
        var picture = new Picture(key.Item1, key.Item2, key.Item3);
        return key.Item4 ? Jpeg.Encode(picture) : Files.Png.Encode(picture);
    });
}
