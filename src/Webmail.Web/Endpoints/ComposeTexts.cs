using Microsoft.Extensions.Localization;
using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Reading;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;
using Webmail.Web.UI.Mail.Reader;

namespace Webmail.Web.Endpoints;

/// <summary>What the endpoints of the composer say, in the person's language.</summary>
internal sealed class ComposeTexts(IStringLocalizer<Resources.Compose> texts)
{
    /// <summary>What stands around a quoted text.</summary>
    public QuoteWords Quotes(MessageDates dates) => new(
        (author, date) => date is { } at ? texts["Quote_Attribution", dates.FullOf(at), author] : texts["Quote_AttributionUndated", author],
        texts["Quote_ForwardHead"], texts["Quote_From"], texts["Quote_Date"], texts["Quote_Subject"], texts["Quote_To"], texts["Quote_Cc"],
        dates.FullOf);

    /// <summary>The words of a read receipt.</summary>
    public ReceiptWords Receipt(MessageDates dates) => new(
        subject => texts["Receipt_Subject", subject],
        (subject, recipient, date) => date is { } at ? texts["Receipt_Text", subject, recipient, dates.FullOf(at)] : texts["Receipt_TextUndated", subject, recipient]);

    /// <summary>What is wrong with a draft, each by its field.</summary>
    public IEnumerable<object> Problems(DraftFaultException faults, Draft draft) =>
        faults.Faults.Select(fault => new { fault.Field, fault.Index, Text = Problem(fault, draft), fault.Suggestion });

    /// <summary>The first thing that is wrong with a draft.</summary>
    public string Problem(DraftFaultException faults, Draft draft) => Problem(faults.Faults[0], draft);

    /// <summary>Why the mail server did not do it; null for what is no fault of it.</summary>
    public string? WhyNot(Exception fault) => fault switch
    {
        MailServerUnavailableException or ConnectionLostException or ObjectDisposedException => texts["LostMail"].Value,
        SignInException => texts["LostPassword"].Value,
        ServerRefusedException { Code: "OVERQUOTA" } => texts["MailboxFull"].Value,
        ServerRefusedException { ServerText.Length: > 0 } refused => texts["Refused", refused.ServerText].Value,
        ServerRefusedException => texts["RefusedSilently"].Value,
        MessageGoneException or MailboxGoneException => texts["Gone"].Value,
        _ => null,
    };

    /// <summary>Sending is turned off for the account.</summary>
    public string NoSubmission => texts["Failure_NotConfigured"];

    /// <summary>An earlier text of the message is out already.</summary>
    public string AlreadySent => texts["AlreadySent"];

    /// <summary>A file is larger than is taken.</summary>
    public string TooLarge(long maxOctets) => texts["TooLarge", UI.Shell.ByteSize.Format(maxOctets)];

    /// <summary>A file is not there.</summary>
    public string UploadFailed => texts["UploadFailed"];

    /// <summary>The host lets nobody send as much.</summary>
    public string Limit(SendingLimitException limit) => texts[$"Limit_{limit.Limit}", limit.Allowed];

    /// <summary>A message on its way, or one that needs the person.</summary>
    public object Entry(OutboxEntry entry) => new
    {
        entry.Id,
        entry.Step,
        entry.At,
        entry.SendAt,
        entry.Subject,
        entry.Recipients,
        Refusals = entry.Refusals.Select(refusal => new { refusal.Address, Text = Said(refusal) }),
        Failure = entry.Failure is null ? null
            : entry.ServerText is { Length: > 0 } said ? $"{Failure(entry)} {texts["ServerSaid", said]}"
            : Failure(entry),
    };

    /// <summary>Postfix begins with the address, which stands before it already.</summary>
    private static string Said(RecipientRefusal refusal) =>
        refusal.ServerText.StartsWith($"<{refusal.Address}>: ", StringComparison.OrdinalIgnoreCase) ? refusal.ServerText[(refusal.Address.Length + 4)..] : refusal.ServerText;

    /// <summary>What is tried again by itself reads otherwise than what is over.</summary>
    private string Failure(OutboxEntry entry) =>
        texts[entry.Step == OutboxStep.Held && entry.Failure is "Refused" or "RecipientsRefused" ? $"Failure_{entry.Failure}_held" : $"Failure_{entry.Failure}"];

    private string Problem(DraftFault fault, Draft draft)
    {
        var entries = fault.Field switch { "to" => draft.To, "cc" => draft.Cc, "bcc" => draft.Bcc, "attachments" => [.. draft.Attachments.Select(file => file.Name)], "from" => [draft.From ?? ""], _ => [] };
        var about = fault.Index < entries.Length ? entries[fault.Index] : "";
        return texts[fault.Suggestion is null ? $"Fault_{fault.Kind}" : "Fault_Suggestion", about, fault.Suggestion ?? ""];
    }
}
