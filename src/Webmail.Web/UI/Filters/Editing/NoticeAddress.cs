namespace Webmail.Web.UI.Filters.Editing;

/// <summary>Notices go to a URI (RFC 5435); a person types an address.</summary>
internal static class NoticeAddress
{
    // RFC 5436: the one method that servers have.
    public const string Scheme = "mailto";

    /// <summary>What a person sees of a method: the address, or the URI of another kind.</summary>
    public static string Of(string method) =>
        method.StartsWith(Scheme + ":", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(method[(Scheme.Length + 1)..]) : method;

    /// <summary>The method of what a person typed: a URI as it is, else an address (RFC 6068 2).</summary>
    public static string MethodOf(string typed)
    {
        var text = typed.Trim();
        return text.Length == 0 || text.Contains(':', StringComparison.Ordinal) ? text
            : $"{Scheme}:{Uri.EscapeDataString(text).Replace("%40", "@", StringComparison.Ordinal).Replace("%2B", "+", StringComparison.Ordinal)}";
    }
}
