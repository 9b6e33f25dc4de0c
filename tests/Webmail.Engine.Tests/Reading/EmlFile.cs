using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Reads a whole message the way the reader does with one that came in one piece.</summary>
internal static class EmlFile
{
    public static (MessageDetails Details, MessageContent Content) Read(byte[] octets)
    {
        var message = WholeMessage.Parse(new MemoryStream(octets), CancellationToken.None);
        var plan = BodyPlan.For(MessageStructure.From(message.Body));
        return (MessageDetails.Read(message.Headers, plan.Attachments), MessageContent.Decode(plan, part => WholeMessage.Find(message.Body, part.Section)));
    }
}
