using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Sync;

/// <summary>Tells a person's sender from an organisation's, for the shape of the avatar only: nothing depends on it.</summary>
internal static class SenderKind
{
    private static readonly HashSet<string> RoleNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "info", "kontakt", "contact", "office", "support", "service", "kundenservice", "newsletter", "news", "noreply", "no-reply",
        "donotreply", "do-not-reply", "rechnung", "billing", "invoice", "team", "hello", "hallo", "shop", "sales", "vertrieb", "admin",
        "postmaster", "mailer-daemon", "notifications", "notification", "alerts", "bounce", "marketing", "presse", "verwaltung",
    };

    private static readonly string[] LegalForms = ["GmbH", " AG", " e.V.", " KG", " Ltd", " Inc", " LLC", " S.A.", " Co."];

    public static bool IsOrganisation(Correspondent sender)
    {
        var at = sender.Address.IndexOf('@');
        var local = at > 0 ? sender.Address[..at] : sender.Address;
        return RoleNames.Contains(local) || LegalForms.Any(form => sender.Name.Contains(form, StringComparison.Ordinal));
    }
}
