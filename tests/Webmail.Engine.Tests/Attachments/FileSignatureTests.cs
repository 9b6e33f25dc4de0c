using System.Text;
using Webmail.Engine.Attachments;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Attachments;

public sealed class FileSignatureTests
{
    [Theory]
    [InlineData("%PDF-1.7\n", "application/pdf")]
    [InlineData("\n\n  %PDF-1.4", "application/pdf")]
    [InlineData("MZ\u0090\0 This program %PDF-", FileSignature.Program)]
    [InlineData("#!/bin/sh\nrm -rf /", FileSignature.Program)]
    [InlineData("\u007fELF\u0002\u0001", FileSignature.Program)]
    [InlineData("GIF89a\u0001\0\u0001\0", "image/gif")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF", "image/jpeg")]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8 ", "image/webp")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ", "audio/wav")]
    [InlineData("\0\0\0\u0020ftypavif\0\0\0\0", "image/avif")]
    [InlineData("\0\0\0\u0020ftypheic\0\0\0\0", "image/heic")]
    [InlineData("\0\0\0\u0020ftypisom\0\0\0\0", "video/mp4")]
    [InlineData("\0\0\0\u0020ftypM4A \0\0\0\0", "audio/mp4")]
    [InlineData("ID3\u0004\0", "audio/mpeg")]
    [InlineData("PK\u0003\u0004\u0014", "application/zip")]
    [InlineData("<!DOCTYPE html><p>", "text/html")]
    [InlineData("  <script>alert(1)</script>", "text/html")]
    [InlineData("<?xml version='1.0'?><svg xmlns='x'>", "image/svg+xml")]
    [InlineData("<?xml version='1.0'?><!-- a --><svg/>", "image/svg+xml")]
    [InlineData("<?xml version='1.0'?><invoice/>", "text/xml")]
    [InlineData("<!-- hello --><html>", "text/html")]
    [InlineData("begin:vcard\r\nversion:3.0", "text/vcard")]
    [InlineData("Name;Ort\r\nPetra;Köln", "text/plain")]
    [InlineData("a\0b\u0001c", null)]
    [InlineData("", null)]
    public void Content_tells_what_a_file_is(string head, string? mediaType) => Assert.Equal(mediaType, FileSignature.Of(Encoding.Latin1.GetBytes(head)));

    [Theory]
    [InlineData("invoice.pdf.exe", AttachmentWarning.HiddenProgram)]
    [InlineData("invoice.pdf                    .exe", AttachmentWarning.HiddenProgram)]
    [InlineData("photo\u202egpj.exe", AttachmentWarning.HiddenProgram)]
    [InlineData("photo\u202ecod.pdf", AttachmentWarning.TurnedName)]
    [InlineData("setup.exe", AttachmentWarning.Program)]
    [InlineData("app-1.2.exe", AttachmentWarning.Program)]
    [InlineData("run.vbs", AttachmentWarning.Program)]
    [InlineData("page.html", AttachmentWarning.WebPage)]
    [InlineData("logo.svg", AttachmentWarning.WebPage)]
    [InlineData("plan.docm", AttachmentWarning.Macros)]
    [InlineData("plan.2026.pdf", AttachmentWarning.None)]
    [InlineData("حساب.pdf", AttachmentWarning.None)]
    public void A_name_tells_what_it_hides(string name, AttachmentWarning warning) => Assert.Equal(warning, FileSuspicion.OfName(name, File(name)));

    [Theory]
    [InlineData("photo.jpg", FileSignature.Program, AttachmentWarning.HiddenProgram)]
    [InlineData("invoice.pdf", "text/html", AttachmentWarning.OtherContent)]
    [InlineData("invoice.pdf", "application/zip", AttachmentWarning.OtherContent)]
    [InlineData("photo.png", "image/jpeg", AttachmentWarning.None)]
    [InlineData("report.docx", "application/zip", AttachmentWarning.None)]
    [InlineData("report.doc", "application/rtf", AttachmentWarning.None)]
    [InlineData("report.xls", "image/png", AttachmentWarning.OtherContent)]
    [InlineData("voice.mp4", "audio/mp4", AttachmentWarning.None)]
    [InlineData("tool.py", FileSignature.Program, AttachmentWarning.None)]
    [InlineData("page.html", "text/html", AttachmentWarning.WebPage)]
    [InlineData("data.bin", null, AttachmentWarning.None)]
    [InlineData("photo.jpg", null, AttachmentWarning.None)]
    public void A_content_that_is_not_what_the_name_says_is_told(string name, string? content, AttachmentWarning warning) =>
        Assert.Equal(warning, FileSuspicion.Of(name, File(name), content));

    [Theory]
    [InlineData("photo.jpg", "image/png", PreviewKind.Image)]
    [InlineData("photo.jpg", null, PreviewKind.None)]
    [InlineData("logo.svg", "image/svg+xml", PreviewKind.Text)]
    [InlineData("page.html", "text/html", PreviewKind.Text)]
    [InlineData("table.csv", "text/plain", PreviewKind.Table)]
    [InlineData("notes", "text/plain", PreviewKind.Text)]
    [InlineData("report.docx", "application/zip", PreviewKind.None)]
    [InlineData("files.zip", "application/zip", PreviewKind.Archive)]
    [InlineData("sound.ogg", "audio/ogg", PreviewKind.Audio)]
    [InlineData("voice.weba", "video/webm", PreviewKind.Video)]
    [InlineData("anna.vcf", "text/vcard", PreviewKind.Contact)]
    [InlineData("scan.tif", "image/tiff", PreviewKind.None)]
    public void What_is_shown_goes_by_the_content(string name, string? content, PreviewKind kind) => Assert.Equal(kind, PreviewKinds.Of(File(name), content));

    private static AttachmentInfo File(string name) => AttachmentInfo.From(new PartNode { Section = "2", MediaType = "application/octet-stream", FileName = name });
}
