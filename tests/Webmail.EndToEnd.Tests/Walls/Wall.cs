namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>The three walls around a stranger's HTML.</summary>
[Flags]
public enum Wall
{
    /// <summary>None stands.</summary>
    None = 0,

    /// <summary>The allow-lists.</summary>
    Sanitiser = 1,

    /// <summary>The frame: its <c>sandbox</c> attribute, the same word in the policy, and its document, which opens no frames.</summary>
    Sandbox = 2,

    /// <summary>The rest of the Content-Security-Policy.</summary>
    Policy = 4,

    /// <summary>As the product has it.</summary>
    All = Sanitiser | Sandbox | Policy,
}
