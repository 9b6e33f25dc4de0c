using System.Globalization;
using System.Text;
using Webmail.Engine.Mailboxes;

namespace Webmail.Web.UI.Mail.List;

/// <summary>Initials and hue of a correspondent. The same address has the same hue everywhere.</summary>
public static class Avatar
{
    /// <summary>One or two letters.</summary>
    public static string Initials(Correspondent who)
    {
        var words = who.Display.Split([' ', ',', '.', '-', '_', '@', '"', '\'', '(', ')', '/', '|', '&'], StringSplitOptions.RemoveEmptyEntries)
            .Select(FirstLetter).Where(letter => letter.Length > 0).ToList();
        return words.Count == 0 ? "?" : words.Count == 1 || who.Name.Length == 0 ? words[0] : words[0] + words[^1];
    }

    /// <summary>A hue of OKLCH, one of eighteen so that neighbours differ visibly.</summary>
    public static int Hue(Correspondent who)
    {
        var hash = 2166136261u;
        foreach (var c in (who.Address.Length > 0 ? who.Address : who.Name).ToLowerInvariant()) hash = (hash ^ c) * 16777619u;
        return (int)(hash % 18) * 20;
    }

    private static string FirstLetter(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) return Rune.ToUpper(rune, CultureInfo.CurrentCulture).ToString();
        }

        return "";
    }
}
