using System.Globalization;
using System.Text;

namespace Webmail.MailServers.DemoMail.Files;

/// <summary>Writes a PDF of one page with a heading and lines in Helvetica.</summary>
internal static class Pdf
{
    /// <param name="padding">Bytes of comment to add, for a size like that of a scanned letter.</param>
    public static byte[] Encode(string heading, IEnumerable<string> lines, int padding = 0)
    {
        var page = new StringBuilder($"BT /F1 20 Tf 72 760 Td ({Escape(heading)}) Tj /F1 11 Tf 0 -36 Td 16 TL\n");
        foreach (var line in lines)
            page.Append(CultureInfo.InvariantCulture, $"({Escape(line)}) Tj T*\n");
        page.Append("ET");

        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {page.Length} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        for (var left = padding; left > 0; left -= 80)
            file.Append('%').Append('.', 78).Append('\n');
        var offsets = new List<int>();
        foreach (var (number, content) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{number + 1} 0 obj\n{content}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        // One byte for each character, so that the offsets hold; WinAnsi and Latin-1 agree on all that we write.
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)
        .Replace('–', '-').Replace('€', 'E');
}
