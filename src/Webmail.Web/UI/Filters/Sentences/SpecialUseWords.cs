using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Filters.Sentences;

/// <summary>Uses of mailboxes as rules name them (RFC 6154, RFC 8579).</summary>
internal static class SpecialUseWords
{
    /// <summary>The use that an attribute such as <c>\Junk</c> names; <see cref="SpecialUse.None"/> for one that we do not know.</summary>
    public static SpecialUse Of(string attribute) =>
        attribute.Length > 1 && Enum.TryParse<SpecialUse>(attribute[1..], ignoreCase: true, out var use) && Attribute(use) is not null ? use : SpecialUse.None;

    /// <summary>The attribute of a use that mail can be filed by; null for others: the inbox has none, and views take no mail.</summary>
    public static string? Attribute(SpecialUse use) => use is SpecialUse.Archive or SpecialUse.Drafts or SpecialUse.Junk or SpecialUse.Sent or SpecialUse.Trash ? $@"\{use}" : null;
}
