using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Webmail.Engine.Mirror;

namespace Webmail.Web.UI.Mail;

/// <summary>What the address of the mail page says: <c>/mail/{mailbox}/{uid}?q=&amp;filter=&amp;sort=</c>, the mailbox being the percent-encoded IMAP name.</summary>
public sealed record MailAddress(string Mailbox, uint? Uid, ListingQuery Query)
{
    /// <summary>Reads the encoded path and query, as they stand in the request line; what makes no sense is left out.</summary>
    public static MailAddress Parse(string encodedPath, string query)
    {
        var start = encodedPath.IndexOf("/mail", StringComparison.Ordinal);
        var parts = start < 0 ? [] : encodedPath[(start + 5)..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var values = new QueryCollection(QueryHelpers.ParseQuery(query));
        return new MailAddress(
            parts.Length > 0 ? Uri.UnescapeDataString(parts[0]) : "INBOX",
            parts.Length > 1 && uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : null,
            new ListingQuery(
                Name<ListingFilter>(values["filter"]), Name<ListingSort>(values["sort"]), values["q"].ToString(), values["in"] == "text"));
    }

    /// <summary>The address below the path base, without a leading slash.</summary>
    public override string ToString()
    {
        var path = $"mail/{Uri.EscapeDataString(Mailbox)}";
        if (Uid is { } uid) path += string.Create(CultureInfo.InvariantCulture, $"/{uid}");
        var values = new Dictionary<string, string?>();
        if (Query.Text.Length > 0) values["q"] = Query.Text;
        if (Query.InText) values["in"] = "text";
        if (Query.Filter != ListingFilter.All) values["filter"] = Query.Filter.ToString().ToLowerInvariant();
        if (Query.Sort != ListingSort.Newest) values["sort"] = Query.Sort.ToString().ToLowerInvariant();
        return QueryHelpers.AddQueryString(path, values);
    }

    private static T Name<T>(string? value)
        where T : struct, Enum =>
        value is { Length: > 0 } && char.IsAsciiLetter(value[0]) && Enum.TryParse<T>(value, ignoreCase: true, out var parsed) ? parsed : default;
}
