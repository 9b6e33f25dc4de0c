namespace Webmail.Engine.Submission.Smtp;

/// <summary>What a server for submission can do, as far as a person notices before sending.</summary>
/// <param name="MaxOctets">The largest message it takes (RFC 1870); null: it names no limit.</param>
/// <param name="ReportsDelivery">Whether it can be asked to report delivery (RFC 3461).</param>
public sealed record SubmissionOffers(long? MaxOctets, bool ReportsDelivery);
