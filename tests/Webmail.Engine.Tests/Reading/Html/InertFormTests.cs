using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading.Html;

public sealed class InertFormTests
{
    private static string Body(string html) => MessageRenderer.Render(new MessageContent([new TextSection(true, html)], MessageContent.Nothing.Embedded)).Body;

    [Fact]
    public void A_form_is_shown_and_has_nothing_to_fill_in_or_to_send()
    {
        var body = Body("""
            <form action="https://evil.example" method="post">Name <input name="n" value="Petra"> <input type="password" value="secret" placeholder="Password">
            <input type="hidden" value="token"><input type="checkbox" checked> yes <select><option>one<option selected>two</select>
            <textarea>Dear &lt;b&gt;</textarea><button formaction="https://evil.example"><b>Send</b></button><input type="submit" value="Go"></form>
            """);

        Assert.Contains("<span class=\"wm-field\">Petra</span>", body);
        Assert.Contains("<span class=\"wm-field\">Password</span>", body);
        Assert.Contains("☑", body);
        Assert.Contains("<span class=\"wm-field\">two</span>", body);
        Assert.Contains("<span class=\"wm-field\">Dear &lt;b&gt;</span>", body);
        Assert.Contains("<span class=\"wm-button\"><b>Send</b></span>", body);
        Assert.Contains("<span class=\"wm-button\">Go</span>", body);
        Assert.DoesNotContain("secret", body);
        Assert.DoesNotContain("token", body);
        Assert.DoesNotContain("evil", body);
    }
}
