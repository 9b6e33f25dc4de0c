using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Webmail.Web.Tests.Resources;

public sealed partial class ResourceTests
{
    public static TheoryData<string> Areas =>
        [.. typeof(Program).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Webmail.Web.Resources.", StringComparison.Ordinal))
            .Select(name => name[..^".resources".Length])];

    [Theory]
    [MemberData(nameof(Areas))]
    public void English_and_German_have_the_same_texts_with_the_same_places(string area)
    {
        var (english, german) = (Texts(area, CultureInfo.InvariantCulture), Texts(area, new CultureInfo("de")));

        Assert.Equal(english.Keys.Order(), german.Keys.Order());
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(german[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void No_text_is_empty_or_shouts(string area)
    {
        foreach (var culture in new[] { CultureInfo.InvariantCulture, new CultureInfo("de") })
        {
            Assert.All(Texts(area, culture), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
            Assert.All(Texts(area, culture), text => Assert.DoesNotContain("!", text.Value, StringComparison.Ordinal));
            Assert.All(Texts(area, culture), text => Assert.DoesNotMatch(Unwanted(), text.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Plural_forms_come_in_pairs(string area)
    {
        var keys = Texts(area, CultureInfo.InvariantCulture).Keys.ToHashSet();

        Assert.All(keys.Where(key => key.EndsWith("_One", StringComparison.Ordinal)), key => Assert.Contains($"{key[..^4]}_Many", keys));
        Assert.All(keys.Where(key => key.EndsWith("_Many", StringComparison.Ordinal)), key => Assert.Contains($"{key[..^5]}_One", keys));
    }

    private static Dictionary<string, string> Texts(string area, CultureInfo culture)
    {
        using var set = new ResourceManager(area, typeof(Program).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();

    // A word for what went right is noise, a word of pleading is in the way, and inside words mean nothing to anybody.
    [GeneratedRegex(@"\b(erfolgreich|bitte|oops|UID|GUID)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unwanted();
}
