namespace Webmail.Web.UI.SignIn;

/// <summary>What the sign-in form shows. The password is never shown again.</summary>
public sealed record LoginModel
{
    /// <summary>What was typed before, if anything.</summary>
    public string? UserName { get; init; }

    /// <summary>The check box.</summary>
    public bool StaySignedIn { get; init; }

    /// <summary>Where the person wanted to go, as the address says it; checked when it is followed.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>Why the last try failed, in the person's words.</summary>
    public string? Refusal { get; init; }
}
