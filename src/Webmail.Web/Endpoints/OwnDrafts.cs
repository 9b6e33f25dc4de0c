using Webmail.Engine.Accounts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Web.Hosting.SignIn;

namespace Webmail.Web.Endpoints;

/// <summary>The drafts of the person who asks, written as their settings are now.</summary>
internal static class OwnDrafts
{
    /// <summary>The drafts; by this way only, so that no identity is used which was taken away since, here or by the host.</summary>
    public static async Task<DraftBox> GetDraftsAsync(this HttpContext context)
    {
        var session = context.GetAccountSession();
        var settings = await context.RequestServices.GetRequiredService<SettingsStore>().GetAsync(session.Account.Id, CancellationToken.None);
        var anyAddress = context.RequestServices.GetRequiredService<IdentityOptions>().AnyAddress;
        session.Drafts.Writer = Writer.Of(session.Account, settings, anyAddress);
        return session.Drafts;
    }
}
