using System.Collections.Immutable;

namespace Webmail.Engine.Reading.Reports;

/// <summary>What a server or a program reports about a message in a form for programs. The reader makes sentences of it.</summary>
public abstract record MessageReport
{
    private MessageReport()
    {
    }

    /// <summary>What became of a message on its way (RFC 3464).</summary>
    /// <param name="Recipients">The recipients that it speaks of, at most <see cref="MaxRecipients"/>.</param>
    /// <param name="MoreRecipients">How many there are beyond those.</param>
    public sealed record Delivery(ImmutableArray<RecipientOutcome> Recipients, int MoreRecipients) : MessageReport;

    /// <summary>What a recipient, or their program, did with a message (RFC 8098).</summary>
    /// <param name="Recipient">Their address; empty if it does not say.</param>
    /// <param name="Disposition">What was done.</param>
    /// <param name="IsAutomatic">Whether a program did it without being told to.</param>
    public sealed record Receipt(string Recipient, Disposition Disposition, bool IsAutomatic) : MessageReport;

    /// <summary>That somebody complained about a message (RFC 5965).</summary>
    /// <param name="Kind">The Feedback-Type as it stands, such as <c>abuse</c>.</param>
    /// <param name="About">The address whose mail it was; empty if it does not say.</param>
    public sealed record Complaint(string Kind, string About) : MessageReport;

    /// <summary>Recipients kept of one report.</summary>
    public const int MaxRecipients = 50;

    /// <summary>True for the media types that are read.</summary>
    public static bool IsReport(string mediaType) => mediaType is
        "message/delivery-status" or "message/global-delivery-status" or "message/disposition-notification" or "message/global-disposition-notification"
        or "message/feedback-report";
}
