using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Trust.LookAlikes;

namespace Webmail.Engine.Contacts;

/// <summary>
/// Contacts in memory, the likeliest first, to be found by the beginning of any part of their name or address. Does not care where they come
/// from: remembered correspondents today, address books besides them later. Never changes; what is added makes another.
/// </summary>
internal sealed class ContactIndex
{
    /// <summary>Nobody.</summary>
    public static readonly ContactIndex Empty = new([]);

    private static readonly char[] Blanks = [' ', '\t', '\u00A0', ',', ';'];

    private readonly Entry[] entries;

    private ContactIndex(Entry[] entries) => this.entries = entries;

    /// <summary>The same people, for finding out who passes for one of them. Arranged when it is first asked for.</summary>
    public KnownPeople Known => field ??= new KnownPeople(entries.Select(static entry => new Correspondent(entry.Contact.Name, entry.Contact.Address)));

    /// <summary>How many there are.</summary>
    public int Count => entries.Length;

    /// <summary>All of them, the likeliest first.</summary>
    public ImmutableArray<Contact> All => [.. entries.Select(entry => entry.Contact)];

    /// <summary>Of these contacts, each id once.</summary>
    public static ContactIndex Of(IEnumerable<Contact> contacts) => Empty.With(contacts);

    /// <summary>With these besides, or in place of those with the same id.</summary>
    public ContactIndex With(IEnumerable<Contact> contacts)
    {
        var added = contacts.Select(contact => new Entry(contact)).ToArray();
        var ids = added.Select(entry => entry.Contact.Id).ToHashSet();
        return new ContactIndex([.. entries.Where(entry => !ids.Contains(entry.Contact.Id)).Concat(added).OrderByDescending(entry => entry.Contact.Rank).ThenBy(entry => entry.Contact.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Without this one.</summary>
    public ContactIndex Without(Guid id) => new([.. entries.Where(entry => entry.Contact.Id != id)]);

    /// <summary>
    /// Who may be meant, the likeliest first. Each word that was typed must begin a part of the name or of the address; neither case nor
    /// accents count. Nothing typed: the likeliest of all.
    /// </summary>
    public ImmutableArray<Contact> Find(string typed, int most)
    {
        var words = Words(typed);
        return [.. entries.Where(entry => words.All(entry.Has)).Take(most).Select(entry => entry.Contact)];
    }

    private static List<string[]> Words(string typed) =>
    [
        .. typed.Replace("\"", "", StringComparison.Ordinal).Replace("<", " ", StringComparison.Ordinal).Replace(">", " ", StringComparison.Ordinal)
            .Split(Blanks, StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => FoldedText.InTwoLetters(word) is { } other ? new[] { FoldedText.Of(word), other } : [FoldedText.Of(word)]),
    ];

    /// <summary>A contact with its text, folded, and where in it parts begin.</summary>
    private sealed class Entry
    {
        private readonly string text;
        private readonly int[] beginnings;

        public Entry(Contact contact)
        {
            Contact = contact;
            text = string.Join('\n', FoldedText.Of(contact.Name), FoldedText.InTwoLetters(contact.Name), FoldedText.Of(contact.Address));
            beginnings = [.. Enumerable.Range(0, text.Length).Where(at => char.IsLetterOrDigit(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])))];
        }

        public Contact Contact { get; }

        public bool Has(string[] spellings) => Array.Exists(spellings, Begins);

        private bool Begins(string word)
        {
            foreach (var at in beginnings)
            {
                if (text.AsSpan(at).StartsWith(word, StringComparison.Ordinal))
                    return true;
            }

            return false;
        }
    }
}
