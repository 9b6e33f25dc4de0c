using System.Collections.Frozen;

namespace Webmail.Engine.Trust;

/// <summary>Domains where strangers have their addresses side by side: who knows one of them does not know the others.</summary>
public static class SharedDomains
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "126.com", "163.com", "aol.com", "arcor.de", "att.net", "bluewin.ch", "btinternet.com", "comcast.net", "email.de", "fastmail.com", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com",
        "gmx.de", "gmx.net", "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com", "interia.pl", "laposte.net", "libero.it", "live.co.uk", "live.com", "live.de",
        "mac.com", "magenta.de", "mail.de", "mail.ru", "mailbox.org", "me.com", "msn.com", "naver.com", "o2.pl", "online.de", "orange.fr", "outlook.com", "outlook.de", "outlook.fr", "pm.me", "posteo.de",
        "proton.me", "protonmail.com", "qq.com", "seznam.cz", "sfr.fr", "t-online.de", "tuta.com", "tutanota.com", "verizon.net", "vodafone.de", "wanadoo.fr", "web.de", "wp.pl", "yahoo.co.jp", "yahoo.co.uk",
        "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.ru", "ymail.com", "zoho.com");

    /// <summary>Whether it is one of them. Those below one are not: whoever has the domain gave them out.</summary>
    /// <param name="domain">In the form of the wire.</param>
    public static bool Contains(string domain) => Known.Contains(domain);
}
