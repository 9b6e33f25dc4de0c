using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Webmail.Engine.Sieve;
using Webmail.Engine.Sieve.ManageSieve;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Filters;
using Webmail.Web.UI.Filters.Saving;

namespace Webmail.Web.Tests.UI.Filters;

public sealed class ScriptWordsTests : ShellTest
{
    private static readonly StoredScript Script = new("webmail", "keep;", StoredScriptState.Active, [], new SieveFeatures([], [], null));

    private IStringLocalizer<Webmail.Web.Resources.Filters> Texts => Services.GetRequiredService<IStringLocalizer<Webmail.Web.Resources.Filters>>();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_failure_has_words_of_its_own_and_keeps_those_of_the_server(string language)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        var notices = Enum.GetValues<ManageSieveFailure>().Select(failure => ScriptWords.Of(new ManageSieveFault(failure, "line 2: what?"), Texts)).ToList();

        Assert.Equal(notices.Count, notices.Select(notice => notice.Text).Distinct().Count());
        Assert.All(notices, notice => Assert.Contains(' ', notice.Text));
        Assert.All(notices, notice => Assert.Equal(("line 2: what?", true), (notice.ServerText, notice.IsError)));
    }

    [Theory]
    [InlineData("en", "what you entered is still here")]
    [InlineData("de", "Ihre Eingaben sind noch da")]
    public void What_was_not_saved_is_said_to_be_safe(string language, string safe)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        foreach (var saving in new ScriptSaving[]
                 {
                     new ScriptSaving.Invalid("line 1"), new ScriptSaving.Conflict(Script, "stop;"), new ScriptSaving.NotKept(),
                     new ScriptSaving.Failed(new ManageSieveFault(ManageSieveFailure.OverQuota)), new ScriptSaving.Unknown(new ManageSieveFault(ManageSieveFailure.ServerUnreachable)),
                 })
        {
            var notice = ScriptWords.Of(saving, Texts);
            Assert.Contains(safe, notice.Text, StringComparison.OrdinalIgnoreCase);
            Assert.True(notice.IsError);
        }
    }

    [Fact]
    public void What_was_saved_is_no_error_and_a_warning_comes_along()
    {
        Assert.False(ScriptWords.Of(new ScriptSaving.Saved(Script, null), Texts).IsError);
        var warned = ScriptWords.Of(new ScriptSaving.Saved(Script, "line 3: no such mailbox"), Texts);
        Assert.Equal(("line 3: no such mailbox", false), (warned.ServerText, warned.IsError));
        Assert.True(ScriptWords.Of(new ScriptSaving.NotActive(Script, new ManageSieveFault(ManageSieveFailure.ServerUnreachable)), Texts).IsError);
    }
}
