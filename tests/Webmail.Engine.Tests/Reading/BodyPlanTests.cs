using System.Text;
using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class BodyPlanTests
{
    private static PartNode Leaf(string section, string type, string disposition = "", string name = "", string cid = "") =>
        new() { Section = section, MediaType = type, Disposition = disposition, FileName = name, ContentId = cid };

    private static PartNode Multi(string section, string type, params PartNode[] children) =>
        new() { Section = section, MediaType = "multipart/" + type, Children = children };

    private static string Sections(IEnumerable<PartNode> parts) => string.Join(' ', parts.Select(part => part.Section));

    [Fact]
    public void Html_is_taken_from_an_alternative_and_a_calendar_is_not()
    {
        var plan = BodyPlan.For(Multi("", "alternative", Leaf("1", "text/plain"), Leaf("2", "text/html"), Leaf("3", "text/calendar"), Leaf("4", "text/x-amp-html")));

        Assert.Equal("2", Sections(plan.Texts));
        Assert.Equal("3", Sections(plan.Attachments));
        Assert.Equal("1", Sections(BodyPlan.For(Multi("", "alternative", Leaf("1", "text/plain"), Leaf("2", "text/html")), preferPlain: true).Texts));
    }

    [Fact]
    public void Plain_text_is_not_looked_for_among_the_files_of_html()
    {
        var related = Multi("2", "related", Leaf("2.1", "text/html"), Leaf("2.2", "text/plain", "inline", "attach.txt"));

        Assert.Equal("1", Sections(BodyPlan.For(Multi("", "alternative", Leaf("1", "text/plain"), related), preferPlain: true).Texts));
        Assert.Equal("1.1", Sections(BodyPlan.For(Multi("", "alternative", related with { Section = "1", Children = [Leaf("1.1", "text/html"), related.Children[1]] }), preferPlain: true).Texts));
    }

    [Theory]
    [InlineData(false, "2")]
    [InlineData(true, "1")]
    public void What_stands_behind_a_lost_last_boundary_is_no_form_of_the_text(bool preferPlain, string section)
    {
        var plan = BodyPlan.For(
            Multi("", "alternative", Leaf("1", "text/plain") with { EncodedOctets = 20 }, Leaf("2", "text/html") with { EncodedOctets = 30 }, Leaf("3", "text/plain") with { EncodedOctets = 2 }), preferPlain);

        Assert.Equal(section, Sections(plan.Texts));
    }

    [Fact]
    public void Html_without_a_character_gives_way_to_the_text() =>
        Assert.Equal("1", Sections(BodyPlan.For(Multi("", "alternative", Leaf("1", "text/plain") with { EncodedOctets = 20 }, Leaf("2", "text/html"))).Texts));

    [Fact]
    public void The_root_of_a_related_part_is_the_one_it_names()
    {
        var plan = BodyPlan.For(Multi("", "related", Leaf("1", "image/png", cid: "a"), Leaf("2", "text/html", cid: "root")) with { Start = "root" });

        Assert.Equal("2", Sections(plan.Texts));
        Assert.Equal("1", Sections(plan.Embedded));
    }

    [Fact]
    public void Inline_texts_stand_one_below_the_other_and_named_ones_are_files()
    {
        var plan = BodyPlan.For(Multi("", "mixed", Leaf("1", "text/plain"), Leaf("2", "application/pdf", "attachment", "a.pdf"), Leaf("3", "text/plain"), Leaf("4", "text/plain", "attachment", "log.txt"), Leaf("5", "message/rfc822")));

        Assert.Equal("1 3", Sections(plan.Texts));
        Assert.Equal("2 4 5", Sections(plan.Attachments));
    }

    [Fact]
    public void A_signature_is_not_an_attachment_and_an_encrypted_message_is_said_to_be_one()
    {
        var signed = BodyPlan.For(Multi("", "signed", Leaf("1", "text/plain"), Leaf("2", "application/pgp-signature")));
        var encrypted = BodyPlan.For(Multi("", "encrypted", Leaf("1", "application/pgp-encrypted"), Leaf("2", "application/octet-stream")));

        Assert.Empty(signed.Attachments);
        Assert.True(encrypted.IsEncrypted);
        Assert.Equal(2, encrypted.Attachments.Count);
    }

    [Fact]
    public void Ten_thousand_nested_parts_are_cut_and_nothing_overflows()
    {
        var raw = new StringBuilder("Subject: deep\r\nMIME-Version: 1.0\r\n");
        for (var i = 0; i < 10_000; i++)
            raw.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\r\n\r\n--b").Append(i).Append("\r\n");
        raw.Append("Content-Type: text/plain\r\n\r\nhello\r\n");
        var message = MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(raw.ToString())), TestContext.Current.CancellationToken);

        var plan = BodyPlan.For(MessageStructure.From(message.Body));

        Assert.True(plan.IsCut);
    }

    [Fact]
    public void Ten_thousand_parts_side_by_side_are_cut()
    {
        var message = new MimeMessage { Body = new Multipart("mixed") };
        for (var i = 0; i < 10_000; i++)
            ((Multipart)message.Body).Add(new TextPart("plain") { Text = "x" });

        var plan = BodyPlan.For(MessageStructure.From(message.Body));

        Assert.True(plan.IsCut);
        Assert.InRange(plan.Texts.Count + plan.Attachments.Count, 1, MessageStructure.MaxParts);
    }
}
