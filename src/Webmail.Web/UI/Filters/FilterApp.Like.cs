using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Webmail.Engine.Filtering;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Web.UI.Filters;

/// <summary>A rule that is begun from a message: <c>/filters?mailbox=…&amp;uid=…</c>, so that no address and no subject stands in an address.</summary>
public sealed partial class FilterApp
{
    private ImmutableArray<RuleProposal> proposals = [];
    private RuleProposal? likeness;
    private string? likeFault;

    private async Task LikeAsync()
    {
        var query = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        if (desk?.Shown is null || !query.TryGetValue("mailbox", out var mailbox) || !uint.TryParse(query["uid"], NumberStyles.None, CultureInfo.InvariantCulture, out var uid)) return;
        triedIn = mailbox.ToString();
        var (found, refusal) = await session!.RulesOnMail.ProposeAsync(mailbox.ToString(), uid, CancellationToken.None);
        await AddAsync();
        if (found is [var first, ..])
            (proposals, likeness, edited, isDirty) = (found, first, edited! with { Condition = new FilterTest.Group(GroupMode.All, [first.Test]) }, true);
        else
            likeFault = refusal is null ? Texts["LikeGone"] : MailTexts[$"BoxRefused_{refusal.Reason}", refusal.ServerText];
        // Loaded again, the page does not begin the rule once more.
        await module!.InvokeVoidAsync("forget");
        StateHasChanged();
    }

    private void Liken(RuleProposal proposal)
    {
        likeness = proposal;
        Change(edited! with { Condition = new FilterTest.Group(GroupMode.All, [proposal.Test]) });
    }
}
