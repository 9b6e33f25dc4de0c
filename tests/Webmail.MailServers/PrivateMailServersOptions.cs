namespace Webmail.MailServers;

/// <summary>What to start.</summary>
public sealed record PrivateMailServersOptions
{
    /// <summary>The Dovecot with every extension, which also receives what is submitted.</summary>
    public DovecotOptions Modern { get; init; } = DovecotOptions.Modern;

    /// <summary>The Dovecot with old habits; null starts none.</summary>
    public DovecotOptions? Plain { get; init; } = DovecotOptions.Plain;

    /// <summary>Whether to start Postfix. It needs root; without, <see cref="PrivateMailServers.Submission"/> is null.</summary>
    public bool Submission { get; init; } = true;

    /// <summary>The domain of all users.</summary>
    public string Domain { get; init; } = "example.test";

    /// <summary>The clock, for the certificate's dates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
