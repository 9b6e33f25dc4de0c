namespace Webmail.Engine.Reading.Html;

/// <summary>Where cleaned HTML goes.</summary>
internal enum HtmlUse
{
    /// <summary>Into the reader's frame.</summary>
    Reading,

    /// <summary>Into the editor, which stands in the page itself: nothing is loaded from elsewhere, no class of the page is met.</summary>
    Editing,

    /// <summary>Into a message: what the editor held back is itself again.</summary>
    Sending,
}
