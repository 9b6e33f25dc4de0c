using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Reads a whole message the way the reader does part by part.</summary>
internal static class EmlFile
{
    public static (MessageDetails Details, MessageContent Content) Read(byte[] octets)
    {
        MimeMessage message;
        try
        {
            message = MimeMessage.Load(new MemoryStream(octets), CancellationToken.None);
        }
        catch (FormatException)
        {
            // No header at all: what there is, is text.
            message = new MimeMessage { Body = new TextPart("plain") { Content = new MimeContent(new MemoryStream(octets)) } };
        }
        var plan = BodyPlan.For(MessageStructure.From(message.Body));
        return (MessageDetails.Read(message.Headers, plan), MessageContent.Decode(plan, part => Find(message.Body, part.Section)));
    }

    private static MimeEntity? Find(MimeEntity? entity, string section)
    {
        if (entity is not Multipart)
            return entity;
        foreach (var index in section.Split('.'))
        {
            if (entity is not Multipart multipart)
                break;
            entity = multipart[int.Parse(index, System.Globalization.CultureInfo.InvariantCulture) - 1];
        }
        return entity;
    }
}
