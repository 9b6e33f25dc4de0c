using System.Globalization;
using Webmail.Engine.Reading;

namespace Webmail.Web.Endpoints;

/// <summary>The addresses of what is shown of attachments, relative to the page's base.</summary>
internal static class PreviewPath
{
    /// <summary>The document in which pages of a PDF are drawn.</summary>
    public const string Pages = "preview/pages";

    /// <summary>The fragment.</summary>
    public static string Fragment(MessageKey key, string account, string section) => $"{Of(key)}/{section}?a={account}{MessagePath.Within(key)}";

    /// <summary>The content as what it is, for pictures, sound, film and pages.</summary>
    public static string Content(MessageKey key, string account, string section) => $"{Of(key)}/{section}/content?a={account}{MessagePath.Within(key)}";

    /// <summary>What the contents of a message's files give away.</summary>
    public static string Signs(MessageKey key, string account) => $"{Of(key)}/signs?a={account}{MessagePath.Within(key)}";

    private static string Of(MessageKey key) => string.Create(CultureInfo.InvariantCulture, $"preview/{MessagePath.Token(key.Mailbox)}/{key.UidValidity}/{key.Uid}");
}
