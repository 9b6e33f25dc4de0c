using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Webmail.Engine.Attachments;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Attachments;

public sealed class PreviewContentTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Name;Ort\r\nPetra;\"Köln; Deutz\"\r\n")]
    [InlineData("Name,Ort\nPetra,\"Köln; Deutz\"\n")]
    [InlineData("Name\tOrt\nPetra\tKöln; Deutz")]
    public void A_table_is_read_whatever_stands_between_its_fields(string text)
    {
        var table = CsvTable.Read(text, isCut: false);

        Assert.Equal(2, table.Columns);
        Assert.Equal(["Petra", "Köln; Deutz"], table.Rows[1]);
        Assert.False(table.IsCut);
    }

    [Theory]
    [InlineData("sep=|\r\na,b|c\r\n")]
    [InlineData("sep=|\na,b|c\n")]
    public void The_line_that_tells_what_stands_between_fields_is_none_of_the_table(string text) => Assert.Equal(["a,b", "c"], Assert.Single(CsvTable.Read(text, isCut: false).Rows));

    [Theory]
    [InlineData("utf-16LE", "Name;Ort\nPetra;K\u00f6ln", "text/plain")]
    [InlineData("utf-16BE", "BEGIN:VCARD\nFN:Petra", "text/vcard")]
    [InlineData("utf-16LE", "<!DOCTYPE html><p>x", "text/html")]
    public void A_text_in_two_octets_for_a_letter_is_a_text(string charset, string text, string type) => Assert.Equal(type, FileSignature.Of(Encoding.GetEncoding(charset).GetBytes(text)));

    [Theory]
    [InlineData("image/x-icon", "a.ico")]
    [InlineData("audio/amr", "a.amr")]
    public void A_picture_or_sound_that_browsers_do_not_know_is_not_called_broken(string type, string name) =>
        Assert.Equal(PreviewKind.None, PreviewKinds.Expected(new AttachmentInfo("2", name, type, 9, AttachmentName.KindOf(name, type))));

    [Fact]
    public void A_card_may_name_a_character_set_for_each_line()
    {
        var card = Assert.Single(ContactCard.ReadAll("BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=93=FA=96=7B\nTEL;VALUE=uri:tel:+49-221-1\nEND:VCARD\n"));

        Assert.Equal(("日本", "+49-221-1"), (card.Name, Assert.Single(card.Lines).Value));
    }

    [Theory]
    [InlineData(437, "gr\u00fc\u00dfe.txt")]
    [InlineData(65001, "gr\u00fc\u00dfe.txt")]
    public async Task Names_in_an_archive_are_read_without_being_told_how(int codePage, string name)
    {
        var octets = new MemoryStream();
        using (var archive = new ZipArchive(octets, ZipArchiveMode.Create, leaveOpen: true, Encoding.GetEncoding(codePage)))
            archive.CreateEntry(name);
        var file = octets.ToArray();
        // The bit that says UTF-8 (APPNOTE 4.4.4).
        file[file.AsSpan().IndexOf("PK\u0001\u0002"u8) + 9] &= 0xf7;

        Assert.Equal(name, Assert.Single((await ArchiveListing.ReadAsync(new MemoryStream(file), Now)).Entries).Name);
    }

    [Fact]
    public void A_long_or_wide_table_is_cut_and_says_so()
    {
        var longOne = CsvTable.Read(string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"{i};b")), isCut: true);
        var wide = CsvTable.Read(string.Join(';', Enumerable.Range(0, 10_000)), isCut: false);
        var whole = CsvTable.Read(string.Join('\n', Enumerable.Range(0, CsvTable.MaxRows).Select(i => $"{i};b")), isCut: false);

        Assert.Equal((CsvTable.MaxRows, true), (longOne.Rows.Length, longOne.IsCut));
        Assert.Equal((CsvTable.MaxColumns, true), (wide.Columns, wide.IsCut));
        Assert.Equal((CsvTable.MaxRows, false), (whole.Rows.Length, whole.IsCut));
    }

    [Theory]
    [InlineData("\"never closed;\n")]
    [InlineData("a\"b;c\n\"d\"e;f")]
    [InlineData("")]
    [InlineData("\0;\0")]
    public void A_broken_table_is_no_fault(string text) => Assert.True(CsvTable.Read(text, isCut: false).Rows.Length <= 2);

    [Fact]
    public async Task An_archive_is_listed_without_being_unpacked()
    {
        var listing = await ArchiveListing.ReadAsync(Zip(("Bilder/Köln.jpg", 10), ("Bilder/", 0), ("../../etc/passwd", 5), ("setup.exe", 20)), Now);

        Assert.Equal(["Köln.jpg", "passwd", "setup.exe"], listing.Entries.Select(entry => entry.Name));
        Assert.Equal(["Bilder", "etc", ""], listing.Entries.Select(entry => entry.Folder));
        Assert.Equal((3, 35L, true, false, false), (listing.Count, listing.Octets, listing.HasProgram, listing.HasPassword, listing.IsBomb));
    }

    [Fact]
    public async Task An_archive_that_would_fill_a_disk_is_called_so()
    {
        var octets = Zip(("a.txt", 1_000)).ToArray();
        // The directory's word for the unpacked size (APPNOTE 4.3.12): four gigabytes, near enough.
        var directory = octets.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(octets.AsSpan(directory + 24), 0xfffffffe);

        Assert.True((await ArchiveListing.ReadAsync(new MemoryStream(octets), Now)).IsBomb);
    }

    [Fact]
    public async Task Many_entries_are_counted_and_the_first_are_listed()
    {
        var listing = await ArchiveListing.ReadAsync(Zip([.. Enumerable.Range(0, 5_000).Select(i => ($"{i}.txt", 0))]), Now);

        Assert.Equal((5_000, ArchiveListing.MaxEntries), (listing.Count, listing.Entries.Length));
    }

    [Fact]
    public async Task A_directory_that_is_too_large_and_a_broken_file_are_not_read()
    {
        var large = Zip([.. Enumerable.Range(0, 40_000).Select(i => ($"{new string('x', 60)}{i}.txt", 0))]);

        Assert.Equal(PreviewLimit.Octets, (await Assert.ThrowsAsync<PreviewLimitException>(() => ArchiveListing.ReadAsync(large, Now))).Limit);
        Assert.Equal(PreviewLimit.Broken, (await Assert.ThrowsAsync<PreviewLimitException>(() => ArchiveListing.ReadAsync(new MemoryStream("PK\u0003\u0004 and no more"u8.ToArray()), Now))).Limit);
    }

    [Fact]
    public void A_contact_of_any_version_is_read()
    {
        const string text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Hoffmann;Petra;;Dr.;\r\nFN:Dr. Petra Hoffmann\r\nORG:Beispiel AG;Vertrieb\r\nTITLE:Leiterin\r\n"
            + "item1.EMAIL;TYPE=INTERNET,WORK:petra@a.example\r\nTEL;TYPE=CELL:+49 170 1\r\nADR;TYPE=home:;;Am Markt 1\\, Hof;Köln;;50667;Deutschland\r\n"
            + "NOTE:Eine lange\r\n  Notiz\\nin zwei Zeilen\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n"
            + "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\r\n=C3=B6rg\r\nTEL;WORK;FAX:0221 2\r\nEND:VCARD\r\n";

        var cards = ContactCard.ReadAll(text);

        Assert.Equal(["Dr. Petra Hoffmann", "Jörg Müller"], cards.Select(card => card.Name));
        Assert.Equal(("Beispiel AG, Vertrieb", "Leiterin"), (cards[0].Organization, cards[0].Title));
        Assert.Equal(
            [new(ContactLineKind.Email, "petra@a.example", ContactUse.Work), new(ContactLineKind.Phone, "+49 170 1", ContactUse.Mobile), new(ContactLineKind.Address, "Am Markt 1, Hof\n50667 Köln\nDeutschland", ContactUse.Home), new(ContactLineKind.Note, "Eine lange Notiz\nin zwei Zeilen", ContactUse.Any)],
            cards[0].Lines);
        Assert.Equal(new ContactLine(ContactLineKind.Phone, "0221 2", ContactUse.Fax), Assert.Single(cards[1].Lines));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VCARD\r\nFN:Petra")]
    [InlineData("no card at all")]
    [InlineData("END:VCARD")]
    public void What_is_no_contact_has_none(string text) => Assert.Empty(ContactCard.ReadAll(text));

    private static MemoryStream Zip(params (string Name, int Octets)[] files)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, octets) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(new byte[octets]);
            }
        }
        zip.Position = 0;
        return zip;
    }
}
