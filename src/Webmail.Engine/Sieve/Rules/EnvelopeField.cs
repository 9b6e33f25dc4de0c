namespace Webmail.Engine.Sieve.Rules;

/// <summary>A field of the envelope (RFC 5228 5.4).</summary>
public enum EnvelopeField
{
    /// <summary>MAIL FROM.</summary>
    From,

    /// <summary>RCPT TO.</summary>
    To,
}
