using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Webmail.Engine.Mailboxes;

/// <summary>All mailboxes of an account, an immutable snapshot.</summary>
public sealed class MailboxTree
{
    private readonly FrozenDictionary<string, Mailbox> _byName;
    private readonly FrozenDictionary<SpecialUse, Mailbox> _bySpecialUse;

    private MailboxTree(ImmutableArray<Mailbox> roots)
    {
        Roots = roots;
        var all = roots.SelectMany(r => r.SelfAndDescendants()).ToList();
        _byName = all.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
        _bySpecialUse = all.Where(m => m.SpecialUse != SpecialUse.None)
            .GroupBy(m => m.SpecialUse)
            .ToFrozenDictionary(g => g.Key, g => g.First());
    }

    /// <summary>The tree before the first LIST.</summary>
    public static MailboxTree Empty { get; } = new([]);

    /// <summary>Top-level mailboxes of all namespaces: special-use ones in their order, then by name.</summary>
    public ImmutableArray<Mailbox> Roots { get; }

    /// <summary>How many there are.</summary>
    public int Count => _byName.Count;

    /// <summary>All mailboxes, parents before children.</summary>
    public IEnumerable<Mailbox> All => Roots.SelectMany(r => r.SelfAndDescendants());

    /// <summary>The mailbox of that IMAP name, INBOX in any case (RFC 9051 5.1), or null.</summary>
    public Mailbox? Find(string name) =>
        _byName.TryGetValue(name, out var mailbox) ? mailbox
        : name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? Find(SpecialUse.Inbox)
        : null;

    /// <summary>The mailbox of that use, or null.</summary>
    public Mailbox? Find(SpecialUse use) => _bySpecialUse.GetValueOrDefault(use);

    /// <summary>Special-use mailboxes of the person, in the order of <see cref="SpecialUse"/>.</summary>
    public IEnumerable<Mailbox> SpecialUseMailboxes => _bySpecialUse.Values.OrderBy(m => m.SpecialUse);

    /// <summary>Builds the tree from a flat list; levels that the server did not list are added as not selectable.</summary>
    public static MailboxTree Build(IEnumerable<Mailbox> mailboxes)
    {
        var flat = new Dictionary<string, Mailbox>(StringComparer.Ordinal);
        foreach (var mailbox in mailboxes)
            flat[mailbox.Name] = mailbox with { Children = [] };
        foreach (var mailbox in flat.Values.ToList())
            AddMissingParents(flat, mailbox);

        var children = flat.Values.Where(m => m.ParentName is not null).ToLookup(m => m.ParentName!, StringComparer.Ordinal);
        Mailbox WithChildren(Mailbox mailbox, ImmutableArray<string> above)
        {
            var path = above.Add(mailbox.DisplayName);
            return mailbox with
            {
                Path = path,
                Children = [.. InOrder(children[mailbox.Name]).Select(child => WithChildren(child, path))],
            };
        }

        return new MailboxTree([.. InOrder(flat.Values.Where(m => m.ParentName is null)).Select(m => WithChildren(m, []))]);
    }

    /// <summary>True if the other tree has the same mailboxes, and knows the same of each.</summary>
    public bool IsSameAs(MailboxTree other) => All.Select(WithoutOthers).SequenceEqual(other.All.Select(WithoutOthers));

    /// <summary>True if a mailbox of the other tree has another name in this one, as far as UIDVALIDITY tells.</summary>
    public bool HasRenamed(MailboxTree other)
    {
        var gone = other.All.Where(m => m.UidValidity != 0 && Find(m.Name) is null).Select(m => m.UidValidity).ToHashSet();
        return gone.Count > 0 && All.Any(m => gone.Contains(m.UidValidity) && other.Find(m.Name) is null);
    }

    /// <summary>The same tree with some mailboxes exchanged for newer ones of the same name; counters only, not the shape.</summary>
    public MailboxTree With(IReadOnlyDictionary<string, Mailbox> changed)
    {
        Mailbox Exchange(Mailbox mailbox)
        {
            var current = changed.TryGetValue(mailbox.Name, out var newer)
                ? newer with { Path = mailbox.Path, ParentName = mailbox.ParentName }
                : mailbox;
            return mailbox.Children.IsEmpty ? current with { Children = [] } : current with { Children = [.. mailbox.Children.Select(Exchange)] };
        }

        return new MailboxTree([.. Roots.Select(Exchange)]);
    }

    private static Mailbox WithoutOthers(Mailbox mailbox) => mailbox with { Children = [], Path = [] };

    private static IEnumerable<Mailbox> InOrder(IEnumerable<Mailbox> siblings) => siblings
        .OrderBy(m => m.Kind)
        .ThenBy(m => m.SpecialUse == SpecialUse.None ? int.MaxValue : (int)m.SpecialUse)
        .ThenBy(m => m.DisplayName, StringComparer.InvariantCultureIgnoreCase);

    private static void AddMissingParents(Dictionary<string, Mailbox> flat, Mailbox mailbox)
    {
        if (mailbox.ParentName is not { } parent || flat.ContainsKey(parent)) return;
        var cut = mailbox.Separator is { } separator ? parent.LastIndexOf(separator) : -1;
        var added = new Mailbox
        {
            Name = parent,
            DisplayName = parent[(cut + 1)..],
            ParentName = cut > 0 ? parent[..cut] : null,
            Separator = mailbox.Separator,
            Kind = mailbox.Kind,
            IsSelectable = false,
        };
        flat.Add(parent, added);
        AddMissingParents(flat, added);
    }
}
