using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

/// <summary>Character sets in which something else stands than what a filter of octets would see. The text is decoded first, once.</summary>
public sealed class CharacterSetTests
{
    [Theory]
    [InlineData("utf-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-<p>text</p>")]
    [InlineData("\"UTF-7\"", "<p title=\"+ACI- onload=alert(1)\">text</p>")]
    [InlineData("unicode-1-1-utf-7", "+ADw-img src=x onerror=alert(1)+AD4-<p>text</p>")]
    [InlineData("hz-gb-2312", "<p>text</p>~{<img src=x onerror=alert(1)>~}")]
    [InlineData("iso-2022-jp", "<p>text</p>\x1b$B<img title=\"\x1b(B\" src=x onerror=alert(1)>")]
    [InlineData("x-user-defined", "<p>text</p>\u00BCscript\u00BEalert(1)\u00BC/script\u00BE")]
    [InlineData("nonsense", "<p>text</p><script>alert(1)</script>")]
    [InlineData("us-ascii", "<p>te\0xt</p><scr\0ipt>alert(1)</scr\0ipt><img src=x on\0error=alert(1)>")]
    public void Nothing_hides_in_it(string charset, string html)
    {
        var message = MessageRenderer.Render(EmlFile.Read(Encoding.Latin1.GetBytes($"MIME-Version: 1.0\r\nContent-Type: text/html; charset={charset}\r\n\r\n{html}\r\n")).Content);

        Assert.Null(CleanDocument.Fault(message));
        Assert.Contains("te", message.Body);
    }

    [Fact]
    public void A_meta_element_cannot_change_the_character_set_of_the_frame()
    {
        var message = MessageRenderer.Render(EmlFile.Read(Encoding.ASCII.GetBytes(
            "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html><head><meta charset=utf-7><meta http-equiv=content-type content=\"text/html;charset=utf-7\"></head><body>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</body>")).Content);

        var document = FrameDocument.Write(message, new FrameLook(false, "b", "q"));

        Assert.StartsWith("<!DOCTYPE html><html><head><meta charset=\"utf-8\">", document);
        Assert.DoesNotContain("<script", document);
        Assert.Contains("+ADw-script", document);
    }
}
