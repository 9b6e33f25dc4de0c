using System.Globalization;
using MimeKit;

namespace Webmail.Engine.Reading;

/// <summary>A message that was fetched as a whole.</summary>
internal static class WholeMessage
{
    /// <summary>Parses a message. What has no header at all is taken as text, where a plain load would throw.</summary>
    public static MimeMessage Parse(Stream source, CancellationToken cancellationToken)
    {
        try
        {
            return MimeMessage.Load(source, cancellationToken);
        }
        catch (FormatException)
        {
            source.Position = 0;
            return new MimeMessage(new HeaderList()) { Body = new TextPart("plain") { Content = new MimeContent(source) } };
        }
    }

    /// <summary>The part of an IMAP section.</summary>
    public static MimeEntity? Find(MimeEntity? entity, string section)
    {
        foreach (var index in section.Split('.'))
        {
            if (entity is not Multipart multipart)
                return entity;
            var at = int.Parse(index, CultureInfo.InvariantCulture) - 1;
            entity = at < multipart.Count ? multipart[at] : null;
        }
        return entity;
    }
}
