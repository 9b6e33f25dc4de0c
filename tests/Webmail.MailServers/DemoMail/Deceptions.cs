namespace Webmail.MailServers.DemoMail;

/// <summary>Messages that pass for somebody else's: a domain like the own one, a domain that disowns its message, a name dressed in the own domain.</summary>
internal static class Deceptions
{
    public static IEnumerable<Letter> Letters(Days days) =>
    [
        new()
        {
            From = new Person("IT-Abteilung", "service@exarnple.test"), Subject = "Ihr Postfach wird eingeschränkt – handeln Sie bis 18 Uhr", Date = days.At(3, 9, 40),
            Html = "<p>Sehr geehrte Kundin,</p><p>wir haben ungewöhnliche Aktivitäten festgestellt. Bestätigen Sie Ihre Daten, um die Sperrung zu vermeiden:</p><p><a href=\"https://kundenlogin-pruefung.example/b?id=8842\">www.example.test/bestaetigen</a></p><p>Ihre IT-Abteilung</p>",
            Headers = [("Authentication-Results", $"{PrivateMailServers.AuthenticationServer}; spf=pass smtp.mailfrom=exarnple.test; dmarc=none header.from=exarnple.test")],
        },
        new()
        {
            From = new Person("Musterbank", "service@musterbank.example"), Subject = "Neue Nachricht in Ihrem Postfach", Date = days.At(4, 11, 5),
            Html = "<p>Guten Tag,</p><p>in Ihrem <a href=\"https://musterbank.kundenlogin-pruefung.example/\">Online-Banking</a> liegt eine neue Nachricht.</p>",
            Headers = [("Authentication-Results", $"{PrivateMailServers.AuthenticationServer}; spf=softfail smtp.mailfrom=pruefung.example; dkim=none; dmarc=fail (p=reject dis=none) header.from=musterbank.example")],
        },
        new()
        {
            From = new Person("example.test Verwaltung", "verwaltung@web-post.example"), Subject = "Kurze Bitte", Date = days.At(5, 16, 20),
            Text = "Sind Sie am Platz? Ich brauche bis heute Abend etwas Vertrauliches, bitte nur per Mail antworten.\n\nDie Verwaltung\n",
            Headers = [("Reply-To", "vertraulich@andere-post.example"), ("Authentication-Results", $"{PrivateMailServers.AuthenticationServer}; dkim=pass header.d=web-post.example; dmarc=pass header.from=web-post.example")],
        },
    ];
}
