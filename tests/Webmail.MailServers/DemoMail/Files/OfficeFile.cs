using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Webmail.MailServers.DemoMail.Files;

/// <summary>Writes ZIP files, and the smallest XLSX and DOCX that the office programs open (ECMA-376).</summary>
internal static class OfficeFile
{
    private const string Main = "http://schemas.openxmlformats.org";

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name);
                // Without it the present time would make each run's file another one.
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }

    public static byte[] Sheet(params string[][] rows)
    {
        var data = new StringBuilder();
        foreach (var row in rows)
        {
            data.Append("<row>");
            foreach (var cell in row)
            {
                data.Append(decimal.TryParse(cell, CultureInfo.InvariantCulture, out _)
                    ? $"<c><v>{cell}</v></c>"
                    : $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>");
            }

            data.Append("</row>");
        }

        return Package(
            "xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}/spreadsheetml/2006/main\" xmlns:r=\"{Main}/officeDocument/2006/relationships\"><sheets><sheet name=\"Tabelle1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Main}/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Main}/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"));
    }

    public static byte[] Document(params string[] paragraphs) => Package(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        ("word/document.xml", $"<w:document xmlns:w=\"{Main}/wordprocessingml/2006/main\"><w:body>{string.Concat(paragraphs.Select(text => $"<w:p><w:r><w:t>{SecurityElement.Escape(text)}</w:t></w:r></w:p>"))}</w:body></w:document>"));

    private static byte[] Package(string main, string type, params (string Name, string Xml)[] parts)
    {
        var sheet = parts.Any(part => part.Name.Contains("sheet1", StringComparison.Ordinal))
            ? "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            : "";
        (string Name, string Xml)[] all =
        [
            ("[Content_Types].xml", $"<Types xmlns=\"{Main}/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{main}\" ContentType=\"{type}\"/>{sheet}</Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"{Main}/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Main}/officeDocument/2006/relationships/officeDocument\" Target=\"{main}\"/></Relationships>"),
            .. parts,
        ];
        return Zip([.. all.Select(part => (part.Name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + part.Xml)))]);
    }
}
