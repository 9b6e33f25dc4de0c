using System.Collections.Immutable;
using Webmail.Engine.Mailboxes;

namespace Webmail.Engine.Trust.LookAlikes;

/// <summary>Whom a message's author can be taken for, seen from the person who reads it.</summary>
public sealed record SenderCheck
{
    /// <summary>Nothing to be said.</summary>
    public static readonly SenderCheck Nothing = new();

    /// <summary>The address looks like one that the person knows or has; null: like none.</summary>
    public LookAlike? LookAlike { get; init; }

    /// <summary>The address of a person whom the author's name is that of; null: of nobody, or it is them.</summary>
    public string? NamesakeOf { get; init; }

    /// <summary>The address is one that the person knows or has but for a slip; null: it is like none.</summary>
    public LookAlike? Resembles { get; init; }

    /// <summary>The person's own domain, or that of somebody they know, where a stranger's name is dressed in it; else null.</summary>
    public string? NamesDomain { get; init; }

    /// <summary>Where answers go, if that is another domain than the author's, or another mailbox where strangers live side by side; else null.</summary>
    public string? AnswersGoTo { get; init; }

    /// <summary>The domain as it is asked for in the network, where its letters are of several scripts; else null.</summary>
    public string? MixedDomain { get; init; }

    /// <summary>The person knows the address: they wrote to it, or said so.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Looks at a message's author.</summary>
    /// <param name="author">The author.</param>
    /// <param name="replyTo">Where answers go, where that is not the author.</param>
    /// <param name="known">Whom the person has written to, and what they said they know.</param>
    /// <param name="own">The person's own addresses.</param>
    /// <param name="isList">Whether the message came by a list: there another address takes the answers as a rule.</param>
    public static SenderCheck Of(Correspondent author, ImmutableArray<Correspondent> replyTo, KnownPeople known, IReadOnlyCollection<Correspondent> own, bool isList)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(own);
        var domain = DomainName.Of(author.Address);
        if (domain.Length == 0)
            return Nothing;
        var self = new KnownPeople(own);
        var isKnown = known.Knows(author.Address) || self.Knows(author.Address);
        var mixed = ScriptMix.IsSuspicious(domain) ? DomainName.Ascii(domain) : null;
        var answers = isList ? null : replyTo.Select(static who => who.Address).FirstOrDefault(address => IsElsewhere(address, author.Address) && !self.Knows(address));
        if (isKnown)
            return new SenderCheck { IsKnown = true, AnswersGoTo = answers, MixedDomain = mixed };
        return new SenderCheck
        {
            LookAlike = self.FindLookAlike(author.Address) ?? known.FindLookAlike(author.Address),
            Resembles = self.FindResembling(author.Address, areOwn: true) ?? known.FindResembling(author.Address, areOwn: false),
            NamesakeOf = self.FindNamesake(author.Name, author.Address) ?? known.FindNamesake(author.Name, author.Address),
            NamesDomain = (self.FindNamedDomain(author.Name) ?? known.FindNamedDomain(author.Name)) is { } named && !DomainName.AreOneSite(domain, named) ? named : null,
            AnswersGoTo = answers,
            MixedDomain = mixed,
        };
    }

    private static bool IsElsewhere(string address, string author)
    {
        if (!address.Contains('@', StringComparison.Ordinal) || address.Equals(author, StringComparison.OrdinalIgnoreCase))
            return false;
        var domain = DomainName.Of(address);
        return !DomainName.AreOneSite(domain, DomainName.Of(author)) || SharedDomains.Contains(DomainName.Ascii(domain));
    }
}
