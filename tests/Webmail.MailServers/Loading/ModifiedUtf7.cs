using System.Text;

namespace Webmail.MailServers.Loading;

/// <summary>Mailbox names on the wire (RFC 3501 5.1.3).</summary>
internal static class ModifiedUtf7
{
    public static string Encode(string name)
    {
        var encoded = new StringBuilder();
        for (var at = 0; at < name.Length;)
        {
            var start = at;
            while (at < name.Length && name[at] is < ' ' or > '~')
                at++;
            if (at > start)
            {
                var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[start..at]));
                encoded.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
                continue;
            }

            encoded.Append(name[at] == '&' ? "&-" : name[at].ToString());
            at++;
        }

        return encoded.ToString();
    }
}
