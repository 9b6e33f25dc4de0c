using Bunit;
using Webmail.Engine.Reading;
using Webmail.Web.UI.Mail.Reader;

namespace Webmail.Web.Tests.UI;

/// <summary>A message on paper.</summary>
public sealed class PrintPageTests : ShellTest
{
    [Theory]
    [InlineData("<iframe src=https://leak.test>", "")]
    [InlineData("", "}</style><iframe src=https://leak.test></iframe><object data=https://leak.test></object>")]
    public void It_opens_no_frame_whatever_was_not_cleaned(string body, string styles)
    {
        var page = Page(new RenderedMessage { Body = body, Styles = styles, HasHtml = true });

        Assert.Contains("leak.test", page.Markup);
        Assert.Empty(page.FindAll("iframe, frame, object, embed"));
    }

    [Fact]
    public void A_sender_who_has_no_subject_and_names_nobody_is_printed_with_words_for_it()
    {
        var page = Page(new RenderedMessage { Body = "<p>Hello</p>" });

        Assert.Equal("(no subject)", page.Find("h1").TextContent);
        Assert.Equal("Hello", page.Find(".wm-paper").TextContent);
    }

    private IRenderedComponent<PrintPage> Page(RenderedMessage rendered) => Render<PrintPage>(parameters => parameters
        .Add(page => page.Message, new ReadMessage(new MessageDetails(), rendered, new PartNode { Section = "1", MediaType = "text/html" }, MessageContent.Nothing))
        .Add(page => page.Rendered, rendered)
        .Add(page => page.Dates, new MessageDates(TimeZoneInfo.Utc, Morning))
        .Add(page => page.Look, new FrameLook(false, "Picture", "Quote"))
        .Add(page => page.Nonce, "n"));
}
