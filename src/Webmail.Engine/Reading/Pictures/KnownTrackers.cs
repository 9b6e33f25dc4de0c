using Webmail.Engine.Trust;

namespace Webmail.Engine.Reading.Pictures;

/// <summary>
/// Pictures that exist to be requested, by the addresses under which the senders of mass mail answer them, whatever size the message gives them.
/// Short on purpose: one entry for each service that much mail comes by, and by path where the service stands behind its customers' own names.
/// </summary>
internal static class KnownTrackers
{
    /// <summary>Hosts, and those below them, and how the path begins. A host that has pictures too is not here without a path.</summary>
    private static readonly (string Host, string Path)[] Hosts =
    [
        ("list-manage.com", "/track/open"),         // Mailchimp
        ("mandrillapp.com", "/track/open"),         // Mailchimp Transactional
        ("rs6.net", "/on.jsp"),                     // Constant Contact
        ("r.constantcontact.com", "/on.jsp"),
        ("hubspotemail.net", "/"),                  // HubSpot
        ("track.hubspot.com", "/"),
        ("awstrack.me", "/I0/"),                    // Amazon SES
        ("mjt.lu", "/oo/"),                         // Mailjet
        ("trk.klaviyomail.com", "/"),               // Klaviyo
        ("exct.net", "/open.aspx"),                 // Salesforce Marketing Cloud
        ("pardot.com", "/r/"),                      // Salesforce Account Engagement
        ("mktoweb.com", "/trk"),                    // Marketo
        ("track.customer.io", "/"),                 // Customer.io
        ("via.intercom.io", "/o"),                  // Intercom
        ("intercom-mail.com", "/via/o"),
        ("sendibm1.com", "/mk/op/"),                // Brevo
        ("sendibt3.com", "/tr/op/"),
        ("activehosted.com", "/lt.php"),            // ActiveCampaign
        ("emltrk.com", "/"),                        // Litmus
        ("getresponse.com", "/open.html"),
        ("mailtrack.io", "/trace"),
        ("mailfoogae.appspot.com", "/"),            // Streak
        ("t.yesware.com", "/"),
        ("track.mixmax.com", "/"),
        ("r.superhuman.com", "/"),
        ("mailstat.us", "/tr"),                     // Boomerang
        ("google-analytics.com", "/"),
        ("facebook.com", "/tr"),
        ("linkedin.com", "/emimp/"),
        ("ad.doubleclick.net", "/ddm/"),
        ("crsend.com", "/stats/"),                  // CleverReach
        ("emarsys.net", "/open"),
    ];

    /// <summary>Ways that are the same behind every customer's own name, too much their own to be anybody else's.</summary>
    private static readonly string[] Paths =
    [
        "/wf/open",             // SendGrid
        "/track/open.php",      // Mailchimp, Mandrill
        "/e2t/to/",             // HubSpot
        "/__ptq.gif",           // HubSpot
        "/tr/op/",              // Brevo
        "/emimp/",              // LinkedIn
        "/xxim.gif",            // Inxmail
        "/lt/o/",               // Mailgun's newer links
    ];

    /// <summary>True for one of them.</summary>
    public static bool Contains(Uri picture)
    {
        var (host, path) = (picture.IdnHost, picture.AbsolutePath);
        foreach (var known in Hosts)
        {
            if (path.StartsWith(known.Path, StringComparison.Ordinal) && host.EndsWith(known.Host, StringComparison.OrdinalIgnoreCase)
                && (host.Length == known.Host.Length || host[^(known.Host.Length + 1)] == '.'))
                return true;
        }
        foreach (var known in Paths)
        {
            if (path.StartsWith(known, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>The name under which a person is told of a picture's owner.</summary>
    public static string NameOf(Uri picture) => SiteName.Of(picture.IdnHost);
}
