using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webmail.Engine.Accounts;
using Webmail.Engine.Reading;

namespace Webmail.Web.Endpoints;

/// <summary>The addresses of messages and what belongs to them, relative to the page's base.</summary>
internal static class MessagePath
{
    /// <summary>
    /// Changes with each build: what an older one has cleaned must not be taken out of a browser's cache by a newer one.
    /// </summary>
    private static readonly string Build = typeof(MessageRenderer).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>A mailbox's name as it stands in these addresses: base64url of UTF-8, since proxies rewrite <c>%2F</c>.</summary>
    public static string Token(string mailbox) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(mailbox));

    /// <summary>The message that an address names; null if it makes no sense.</summary>
    public static MessageKey? Read(string token, uint uidValidity, uint uid)
    {
        try
        {
            return uid == 0 ? null : new MessageKey(new UTF8Encoding(false, true).GetString(Base64Url.DecodeFromChars(token)), uidValidity, uid);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Sets one sign-in's addresses apart from any other's, before and after it, in the same browser's cache: nobody who comes later can
    /// guess them. Of 128 random bits, and no way back to the session's id.
    /// </summary>
    public static string AccountTag(AccountSession session) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(session.Id)).AsSpan(0, 16));

    /// <summary>The message's fragment, or what stands below it: <c>source</c>, <c>print</c>, <c>always</c>.</summary>
    public static string Message(MessageKey key, string? what = null) => Place(key, what) + (key.Within.Length == 0 ? "" : $"?within={key.Within}");

    /// <summary>The fragment of a message that is attached to this one; null where it is nested too deep.</summary>
    public static string? Attached(MessageKey key, string account, string section) =>
        key.Attached(section) is { } within ? $"{Message(within)}&a={account}" : null;

    /// <summary>The frame's document. All that its content depends on is in the address, so that it may be kept.</summary>
    public static string Body(MessageKey key, string account, string theme, bool allowRemote, int textSize = 100, bool keepsTracking = false) =>
        $"{Place(key, "body")}?a={account}&b={Build}&l={CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}&theme={theme}{(allowRemote ? "&remote=1" : "")}{(textSize == 100 ? "" : string.Create(CultureInfo.InvariantCulture, $"&size={textSize}"))}{(keepsTracking ? "&links=1" : "")}{Within(key)}";

    /// <summary>One attachment.</summary>
    public static string Attachment(MessageKey key, string account, AttachmentInfo attachment) =>
        $"{Attachments(key)}/{attachment.Section}/{Uri.EscapeDataString(attachment.Name)}?a={account}{Within(key)}";

    /// <summary>All attachments as one file.</summary>
    public static string Archive(MessageKey key, string account) => $"{Attachments(key)}/all.zip?a={account}{Within(key)}";

    /// <summary>The end of an address that is about a message within a message.</summary>
    public static string Within(MessageKey key) => key.Within.Length == 0 ? "" : $"&within={key.Within}";

    private static string Place(MessageKey key, string? what) =>
        string.Create(CultureInfo.InvariantCulture, $"message/{Token(key.Mailbox)}/{key.UidValidity}/{key.Uid}{(what is null ? "" : "/" + what)}");

    private static string Attachments(MessageKey key) =>
        string.Create(CultureInfo.InvariantCulture, $"attachment/{Token(key.Mailbox)}/{key.UidValidity}/{key.Uid}");
}
