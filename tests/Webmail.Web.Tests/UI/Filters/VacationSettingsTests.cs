using Bunit;
using Webmail.Engine.Storage;
using Webmail.Web.UI.Away;

namespace Webmail.Web.Tests.UI.Filters;

/// <summary>Out-of-office is read from the script and kept there, and nothing that was typed is lost.</summary>
public sealed class VacationSettingsTests : SessionTest
{
    private const string Capabilities = "\"SIEVE\" \"fileinto vacation date relational\"\r\n\"VERSION\" \"1.0\"\r\n";

    public VacationSettingsTests() => Sieve.Capabilities = Capabilities;

    [Fact]
    public void A_server_that_gives_no_answers_says_so()
    {
        Sieve.Capabilities = "\"SIEVE\" \"fileinto\"\r\n";
        var page = Show();
        page.WaitForAssertion(() => Assert.Contains("This mail server doesn’t give automatic answers.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void A_server_that_is_away_is_told_and_asked_again()
    {
        Sieve.On("LISTSCRIPTS", "NO (TRYLATER) \"busy\"");
        var page = Show();
        page.WaitForAssertion(() => Assert.Equal("alert", page.Find("[data-testid=away-problem]").GetAttribute("role")));
        Assert.Contains("busy", page.Markup, StringComparison.Ordinal);
        Sieve.Off("LISTSCRIPTS");
        page.Find("[data-testid=away-problem] button").Click();
        page.WaitForAssertion(() => Assert.Equal("Off", page.Find("[data-testid=vacation-state]").GetAttribute("data-state")));
    }

    [Fact]
    public void Words_are_asked_for_then_saved_and_turned_off_again_with_a_way_back()
    {
        var page = Loaded();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("textarea[name=text]").GetAttribute("aria-invalid")));
        Assert.Equal("", Sieve.Scripts["a"]);

        page.Find("textarea[name=text]").Change("I am away.");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Active", page.Find("[data-testid=vacation-state]").GetAttribute("data-state")));
        Assert.Contains("I am away.", Sieve.Scripts["a"], StringComparison.Ordinal);
        Assert.Equal("false", page.Find("[data-dirty]").GetAttribute("data-dirty"));

        page.Find(".state input").Change(false);
        page.WaitForAssertion(() => Assert.Equal("Off", page.Find("[data-testid=vacation-state]").GetAttribute("data-state")));
        page.Find("[data-action=undo]").Click();
        page.WaitForAssertion(() => Assert.Equal("Active", page.Find("[data-testid=vacation-state]").GetAttribute("data-state")));
    }

    [Fact]
    public void What_another_browser_changed_meanwhile_is_a_choice()
    {
        var page = Loaded();
        page.Find("textarea[name=text]").Change("Mine.");
        Sieve.Scripts["a"] = "require [\"vacation\"];\r\n# webmail:vacation \"\"\r\nvacation \"Theirs.\";\r\n";
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("This was changed elsewhere meanwhile.", page.Find("[data-testid=away-problem]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Theirs.", Sieve.Scripts["a"], StringComparison.Ordinal);
        Assert.Equal("Mine.", page.Find("textarea[name=text]").GetAttribute("value"));

        page.FindAll("[data-testid=away-problem] button")[1].Click();
        page.WaitForAssertion(() => Assert.Contains("Mine.", Sieve.Scripts["a"], StringComparison.Ordinal));
        Assert.DoesNotContain("Theirs.", Sieve.Scripts["a"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_server_refuses_stays_in_the_fields()
    {
        var page = Loaded();
        page.Find("textarea[name=text]").Change("I am away.");
        Sieve.On("PUTSCRIPT", "NO (QUOTA/MAXSIZE) \"Too large.\"");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Too large.", page.Find("[data-testid=away-problem]").TextContent, StringComparison.Ordinal));
        Assert.Equal(("I am away.", "true"), (page.Find("textarea[name=text]").GetAttribute("value"), page.Find("[data-dirty]").GetAttribute("data-dirty")));
        Assert.Equal("Off", page.Find("[data-testid=vacation-state]").GetAttribute("data-state"));
    }

    private IRenderedComponent<VacationSettings> Loaded()
    {
        var page = Show();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("form")));
        return page;
    }

    private IRenderedComponent<VacationSettings> Show() => Render<VacationSettings>(parameters => parameters
        .Add(one => one.Session, Session).Add(one => one.Values, new PersonSettings()).Add(one => one.Zone, TimeZoneInfo.Utc));
}
