using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using MailKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;
using Webmail.Web.UI.Mail.List;

namespace Webmail.Web.Tests.UI;

/// <summary>A row of the list: its inside is markup of our own (docs/adr/0007), so nothing of a message may become markup.</summary>
public class MessageRowTests : ShellTest
{
    private const string Hostile = "\"><script>x</script><img src=x onerror=x>' & &lt;b&gt; \u202E";

    [Fact]
    public void Nothing_of_a_message_becomes_markup()
    {
        var row = Render(new MessageRow
        {
            Uid = 7,
            Received = Morning,
            Subject = Hostile,
            From = [new Correspondent(Hostile, "a@example.test")],
            Attachments = [Hostile, "b.pdf"],
            Preview = Hostile,
        });

        Assert.Empty(row.QuerySelectorAll("script,img,b"));
        Assert.Equal(Hostile, row.QuerySelector("[data-testid=row-subject]")!.TextContent);
        Assert.Equal(Hostile, row.QuerySelector("[data-testid=row-from]")!.TextContent);
        Assert.Equal(Hostile, row.QuerySelector(".att .trunc")!.TextContent);
        Assert.Equal(Hostile, row.QuerySelector(".prev > .trunc")!.TextContent);
        Assert.DoesNotContain(row.QuerySelectorAll("*"), e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public void Marks_and_attachments_are_shown()
    {
        var row = Render(new MessageRow
        {
            Uid = 8,
            Received = Morning,
            Flags = MessageFlags.Answered | MessageFlags.Seen,
            Keywords = ImmutableHashSet.Create("$Forwarded"),
            Attachments = ["a.pdf", "b.pdf", "c.pdf"],
        });

        Assert.Equal(["#i-attach_file", "#i-reply", "#i-forward", "#i-flag-fill"], row.QuerySelectorAll(".meta use").Select(u => u.GetAttribute("href")));
        Assert.Equal("+2", row.QuerySelector(".att.n")!.TextContent);
        Assert.Equal("(no subject)", row.QuerySelector("[data-testid=row-subject]")!.TextContent);
    }

    [Fact]
    public void What_another_device_did_stands_in_place_of_the_preview()
    {
        var row = Render(
            new MessageRow { Uid = 9, Received = Morning, Preview = "Dear all" },
            new RemoteChange(RemoteChangeKind.Read, Morning));

        Assert.NotNull(row.QuerySelector(".prev .remote use[href='#i-devices']"));
        Assert.DoesNotContain("Dear all", row.TextContent);
    }

    private IElement Render(MessageRow message, RemoteChange? remote = null)
    {
        var text = Services.GetRequiredService<IStringLocalizer<Web.Resources.Mail>>();
        return Render<MessageRowView>(p => p
            .Add(r => r.Row, message).Add(r => r.Total, 1).Add(r => r.Remote, remote).Add(r => r.Dates, new DateGroup(text, TimeZoneInfo.Utc, Morning)))
            .Find("[data-testid=message-row]");
    }
}
