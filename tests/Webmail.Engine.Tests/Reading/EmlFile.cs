using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

/// <summary>Reads a whole message the way the reader does with one that came in one piece.</summary>
internal static class EmlFile
{
    public static (MessageDetails Details, MessageContent Content) Read(byte[] octets)
    {
        var message = WholeMessage.Parse(new MemoryStream(octets), CancellationToken.None);
        var (body, structure) = PackedMessage.Unpack(message.Body);
        var plan = BodyPlan.For(structure);
        return (MessageDetails.Read(message.Headers, plan.Attachments), MessageContent.Decode(plan, part => WholeMessage.Find(body, part.Section)));
    }

    public static Task<ReadMessage> ReadAsync(byte[] octets, string? charset = null) => WholeMessage.ReadAsync(new MemoryStream(octets), charset);

    /// <summary>From a text whose characters are octets.</summary>
    public static Task<ReadMessage> ReadAsync(string source, string? charset = null) =>
        ReadAsync(Encoding.Latin1.GetBytes(source.ReplaceLineEndings("\r\n")), charset);
}
