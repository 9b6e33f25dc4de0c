using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Trust.LookAlikes;

namespace Webmail.Engine.Reading;

/// <summary>What the header itself gives away about its author. What the server proved comes later, and beside it.</summary>
/// <param name="NamesAnotherAddress">The display name holds an address that is not the true one: its text, else null.</param>
/// <param name="HasSeveralAuthors">There is more than one address in From, so that programs may show different ones.</param>
/// <param name="MixesScripts">The domain mixes alphabets, as look-alikes do.</param>
public sealed partial record SenderTrust(string? NamesAnotherAddress, bool HasSeveralAuthors, bool MixesScripts)
{
    /// <summary>Nothing to be said.</summary>
    public static readonly SenderTrust Nothing = new(null, false, false);

    /// <summary>True if the reader says something.</summary>
    public bool NeedsWord => NamesAnotherAddress is not null || HasSeveralAuthors || MixesScripts;

    /// <summary>Looks at the authors.</summary>
    public static SenderTrust Of(ImmutableArray<Correspondent> from)
    {
        if (from.IsDefaultOrEmpty)
            return Nothing;
        var author = from[0];
        string? other = null;
        if (author.Name.Length > 0)
        {
            var match = Address().Match(author.Name.Normalize(NormalizationForm.FormKC));
            if (match.Success && !string.Equals(match.Value, author.Address, StringComparison.OrdinalIgnoreCase))
                other = match.Value;
        }
        var at = author.Address.LastIndexOf('@');
        return new SenderTrust(other, from.Length > 1, at >= 0 && ScriptMix.IsSuspicious(author.Address[(at + 1)..]));
    }

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
