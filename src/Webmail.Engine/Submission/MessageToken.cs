using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Submission;

/// <summary>
/// A message, or a part of one, as drafts name it: <c>TOKEN/UIDVALIDITY/UID</c>, where TOKEN is the mailbox's name, base64url of UTF-8.
/// It comes back from a browser, so that it is read strictly.
/// </summary>
public static class MessageToken
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Names a message.</summary>
    public static string Of(MessageKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key.Mailbox))}/{key.UidValidity}/{key.Uid}");

    /// <summary>Names a part of a message as the source of an attachment.</summary>
    public static string OfPart(MessageKey key, string section) => $"part:{Of(key)}/{section}";

    /// <summary>Names a whole message as the source of an attachment.</summary>
    public static string OfMessage(MessageKey key) => $"message:{Of(key)}";

    /// <summary>The message that is named; null if it makes no sense.</summary>
    public static MessageKey? Read(string? token) => token?.Split('/') is [var mailbox, var validity, var uid] ? Read(mailbox, validity, uid) : null;

    /// <summary>The message, and the section of its part, that a source names; null if it makes no sense. The section is empty for <c>message:</c>.</summary>
    public static (MessageKey Key, string Section)? ReadSource(string source)
    {
        if (source.StartsWith("message:", StringComparison.Ordinal))
            return Read(source["message:".Length..]) is { } whole ? (whole, "") : null;
        if (!source.StartsWith("part:", StringComparison.Ordinal))
            return null;
        return source["part:".Length..].Split('/') is [var mailbox, var validity, var uid, var section]
            && section.Length > 0 && section.All(static c => char.IsAsciiDigit(c) || c == '.') && Read(mailbox, validity, uid) is { } key
            ? (key, section)
            : null;
    }

    private static MessageKey? Read(string mailbox, string validity, string uid)
    {
        if (!uint.TryParse(validity, NumberStyles.None, CultureInfo.InvariantCulture, out var uidValidity)
            || !uint.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return null;
        try
        {
            return new MessageKey(StrictUtf8.GetString(Base64Url.DecodeFromChars(mailbox)), uidValidity, number);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
