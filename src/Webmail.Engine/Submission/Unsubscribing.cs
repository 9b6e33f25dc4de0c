using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Webmail.Engine.Reading;
using Webmail.Engine.Trust.Lists;

namespace Webmail.Engine.Submission;

/// <summary>The letter that ends a subscription, where a list takes letters only (RFC 2369 3.2).</summary>
public static class Unsubscribing
{
    /// <summary>What lists look for where they did not say what to write.</summary>
    private const string DefaultSubject = "unsubscribe";

    /// <summary>Makes it, from the address that the list wrote to. The same for each try, so that the outbox takes no second one.</summary>
    /// <param name="key">The list's message.</param>
    /// <param name="headers">Its header.</param>
    /// <param name="mail">What the list wants.</param>
    /// <param name="identities">The person's own addresses.</param>
    public static Draft Letter(MessageKey key, HeaderList headers, UnsubscribeMail mail, ImmutableArray<Identity> identities)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(mail);
        var author = Author(headers, identities);
        return new Draft
        {
            Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"unsubscribe|{author.Address}|{MessageToken.Of(key)}")).AsSpan(0, 16)),
            MessageId = Replying.NewMessageId(author),
            From = author.ToField(),
            To = [mail.Address],
            Subject = mail.Subject.Length > 0 ? mail.Subject : DefaultSubject,
            Text = mail.Text,
        };
    }

    /// <summary>Whom the list wrote to.</summary>
    public static Identity Author(HeaderList headers, ImmutableArray<Identity> identities) => Replying.Addressed(headers, identities);
}
