using MailKit;
using MimeKit;
using Webmail.Engine.Trust.Signatures;

namespace Webmail.Engine.Reading;

/// <summary>A message that lies within its own S/MIME signature: taken out, so that it reads like any other.</summary>
internal static class PackedMessage
{
    /// <summary>Octets of a message that is taken out; a larger one stays a file to download. Most servers take messages of 25 to 50 MB.</summary>
    public const int MaxOctets = 10 * 1024 * 1024;

    /// <summary>Whether it may be one, by what the server said of its structure.</summary>
    public static bool MayBe(BodyPart? body) =>
        body is BodyPartBasic { Octets: < MaxOctets } part && part.ContentType is { } type && type.IsMimeType("application", "*")
        && type.MediaSubtype.ToLowerInvariant() is "pkcs7-mime" or "x-pkcs7-mime";

    /// <summary>The body that is to be read, and its structure; its parts are taken out of the whole message.</summary>
    public static (MimeEntity? Body, PartNode Structure) Unpack(MimeEntity? body)
    {
        var inner = OpaqueSignature.Open(body);
        var read = WholeMessage.Readable(inner ?? body);
        var structure = MessageStructure.From(read, "", PartNode.Whole);
        return (read, inner is null ? structure : Mark(structure));
    }

    private static PartNode Mark(PartNode part) => part with { IsPacked = true, Children = [.. part.Children.Select(Mark)] };
}
