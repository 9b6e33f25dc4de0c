using System.Collections.Immutable;

namespace Webmail.Engine.Attachments;

/// <summary>A contact as it stands in a vCard (RFC 6350, and the older ones that address books still write).</summary>
/// <param name="Name">The name; empty if there is none.</param>
/// <param name="Organization">Company, and what within it.</param>
/// <param name="Title">What the person does there.</param>
/// <param name="Lines">How to reach the person, and what else is said.</param>
public sealed record ContactCard(string Name, string Organization, string Title, ImmutableArray<ContactLine> Lines)
{
    /// <summary>Cards that are shown of a file.</summary>
    private const int MaxCards = 50;

    /// <summary>Lines that are shown of a card.</summary>
    private const int MaxLines = 40;

    // RFC 6350 6.2.2: family, given, additional, prefixes, suffixes.
    private static readonly int[] NameOrder = [3, 1, 2, 0, 4];

    /// <summary>Reads all cards of a text.</summary>
    public static ImmutableArray<ContactCard> ReadAll(string text)
    {
        var cards = ImmutableArray.CreateBuilder<ContactCard>();
        List<VCardProperty>? card = null;
        foreach (var property in VCardProperty.ReadAll(text))
        {
            if (property.Name == "BEGIN" && property.Value.Equals("VCARD", StringComparison.OrdinalIgnoreCase))
                card = [];
            else if (property.Name == "END" && card is not null)
            {
                cards.Add(Of(card));
                card = null;
                if (cards.Count == MaxCards)
                    break;
            }
            else
                card?.Add(property);
        }
        return cards.ToImmutable();
    }

    private static ContactCard Of(List<VCardProperty> properties)
    {
        string First(string name) => properties.Find(property => property.Name == name)?.Text ?? "";
        var name = First("FN");
        if (name.Length == 0 && properties.Find(static property => property.Name == "N") is { } parts && parts.Parts is var split)
            name = string.Join(' ', NameOrder.Where(at => at < split.Length && split[at].Length > 0).Select(at => split[at]));
        var lines = from property in properties
                    let kind = KindOf(property.Name)
                    where kind is not null
                    let value = kind == ContactLineKind.Address ? Address(property.Parts) : kind == ContactLineKind.Phone ? Number(property.Text) : property.Text
                    where value.Length > 0
                    orderby kind
                    select new ContactLine(kind.Value, value, property.Uses);
        return new ContactCard(name, string.Join(", ", (properties.Find(static property => property.Name == "ORG")?.Parts ?? []).Where(static part => part.Length > 0)), First("TITLE"), [.. lines.Take(MaxLines)]);
    }

    /// <summary>RFC 6350 6.3.1: post office box, extension, street, locality, region, code, country.</summary>
    private static string Address(ImmutableArray<string> parts)
    {
        string At(int index) => index < parts.Length ? parts[index] : "";
        var lines = new[] { At(0), At(1), At(2), $"{At(5)} {At(3)}".Trim(), At(4), At(6) };
        return string.Join('\n', lines.Where(static line => line.Length > 0));
    }

    /// <summary>RFC 6350 6.4.1: a number may be written as an address of the web (RFC 3966).</summary>
    private static string Number(string value) => value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? value[4..] : value;

    private static ContactLineKind? KindOf(string name) => name switch
    {
        "EMAIL" => ContactLineKind.Email,
        "TEL" => ContactLineKind.Phone,
        "ADR" => ContactLineKind.Address,
        "URL" => ContactLineKind.Page,
        "BDAY" => ContactLineKind.Birthday,
        "NOTE" => ContactLineKind.Note,
        _ => null,
    };
}
