using System.Collections.Immutable;

namespace Webmail.Engine.Trust.Signatures;

/// <summary>What came of checking a message's S/MIME signature (RFC 8551), and who signed.</summary>
/// <param name="State">What came of it.</param>
/// <param name="CoversAll">Whether the whole text is signed; else a part of it, and the rest may be anybody's.</param>
public sealed record SignatureReport(SignatureState State, bool CoversAll = true)
{
    /// <summary>Whom the certificate was issued to; empty if that is not known.</summary>
    public string Signer { get; init; } = "";

    /// <summary>The addresses that the certificate names.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>Who issued it; empty if that is not known.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>When it was signed, as the signer says; null if they don't.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Until when the certificate is valid; null if there is none.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether it proves who wrote the whole of the message.</summary>
    public bool IsProof => State == SignatureState.Valid && CoversAll;
}
