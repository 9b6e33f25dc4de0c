namespace Webmail.Engine.Reading;

/// <summary>Finds out how a message is signed or encrypted, by its structure and by the marks in its text.</summary>
internal static class Protections
{
    private const string PgpMessage = "-----BEGIN PGP MESSAGE-----";
    private const string PgpSignedText = "-----BEGIN PGP SIGNED MESSAGE-----";

    /// <summary>Looks at a message.</summary>
    public static MessageProtection Of(PartNode structure, MessageContent content)
    {
        var found = structure.IsPacked ? MessageProtection.SmimeSigned : MessageProtection.None;
        Walk(structure, ref found);
        foreach (var text in content.Texts)
        {
            if (text.Text.IndexOf(PgpMessage, StringComparison.Ordinal) is var at and >= 0)
                found |= MessageProtection.PgpEncrypted | (text.IsHtml || !string.IsNullOrWhiteSpace(text.Text[..at]) ? MessageProtection.TextBeside : MessageProtection.None);
            if (text.Text.Contains(PgpSignedText, StringComparison.Ordinal))
                found |= MessageProtection.PgpSigned;
        }

        if (content.IsEncrypted && content.Texts.Any(static text => !string.IsNullOrWhiteSpace(text.Text)))
            found |= MessageProtection.TextBeside;
        return found;
    }

    /// <summary>Whether a part is encrypted by S/MIME. A signature that holds its text, or certificates alone, is not (RFC 8551 3.2.2).</summary>
    public static bool IsSmimeEncrypted(PartNode part) =>
        part.MediaType is "application/pkcs7-mime" or "application/x-pkcs7-mime" && part.SmimeType is not ("signed-data" or "certs-only");

    private static void Walk(PartNode part, ref MessageProtection found)
    {
        found |= part.MediaType switch
        {
            "application/pgp-encrypted" => MessageProtection.PgpEncrypted,
            "application/pgp-signature" => MessageProtection.PgpSigned,
            "application/pkcs7-signature" or "application/x-pkcs7-signature" => MessageProtection.SmimeSigned,
            _ when IsSmimeEncrypted(part) => MessageProtection.SmimeEncrypted,
            "application/pkcs7-mime" or "application/x-pkcs7-mime" when part.SmimeType == "signed-data" => MessageProtection.SmimeSigned,
            _ => MessageProtection.None,
        };
        foreach (var child in part.Children)
            Walk(child, ref found);
    }
}
