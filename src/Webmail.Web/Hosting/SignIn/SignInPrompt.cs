using Microsoft.JSInterop;
using Webmail.Engine.Accounts;
using Webmail.Engine.Mirror;

namespace Webmail.Web.Hosting.SignIn;

/// <summary>
/// Tells a page that its person has to prove themselves again, or that the session is over. One for each circuit; it speaks from
/// other threads, so a component answers with <c>InvokeAsync</c>.
/// <list type="bullet">
/// <item><see cref="IsNeeded"/>: the mail server does not take the password any more. The page stays; a dialog posts the new one as
/// form field <c>password</c> to <see cref="RenewAddress"/> with the form token, and the answer is 204 or <c>{ message }</c>.</item>
/// <item><see cref="IsOver"/>: signed out in some tab. The page goes to <see cref="SignInAddress"/> with a full load.</item>
/// </list>
/// </summary>
internal sealed class SignInPrompt(SignedInAccount account) : IDisposable
{
    /// <summary>Where the new password is posted, relative to the page's base.</summary>
    public const string RenewAddress = "login/renew";

    /// <summary>Where a page without a session goes, relative to the page's base.</summary>
    public const string SignInAddress = "login";

    private IDisposable? subscription;

    /// <summary>Something changed.</summary>
    public event Action? Changed;

    /// <summary>The password is needed again.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>The session was ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Begins to listen; once, when the page starts.</summary>
    public async Task StartAsync()
    {
        if (subscription is not null)
            return;
        if (await account.FindAsync() is { } session)
        {
            subscription = session.Changes.Subscribe(OnChange);
            // After a restart it may have happened before anybody listened.
            IsNeeded |= session.CredentialsRejected;
        }
        else
        {
            IsOver = true;
        }
    }

    /// <summary>Leads the page to the sign-in. One that is being left already, as the tab that signed out is, does not answer, and need not.</summary>
    public static async Task LeaveAsync(IJSRuntime page)
    {
        try
        {
            await page.InvokeVoidAsync("location.assign", SignInAddress);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // It is on its way.
        }
    }

    /// <summary>The dialog's post was answered with 204.</summary>
    public void Renewed()
    {
        IsNeeded = false;
        Changed?.Invoke();
    }

    public void Dispose() => subscription?.Dispose();

    private void OnChange(MailChange change)
    {
        switch (change)
        {
            case MailChange.CredentialsRejected:
                IsNeeded = true;
                break;
            case MailChange.SessionEnded:
                IsOver = true;
                break;
            default:
                return;
        }

        Changed?.Invoke();
    }
}
