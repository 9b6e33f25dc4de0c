namespace Webmail.Engine.Trust.Authentication;

/// <summary>What is known of whether a message comes from the domain that its author's address names.</summary>
public enum SenderVerdict
{
    /// <summary>Nobody who is believed has looked.</summary>
    Unknown,

    /// <summary>It was looked for a proof, and there is none. That is common, and no alarm.</summary>
    Unproven,

    /// <summary>The domain has proved that it sent it.</summary>
    Proven,

    /// <summary>The domain says that what is not proved is not from it, and this is not.</summary>
    Failed,
}
