namespace Webmail.Engine.Mirror;

/// <summary>Which messages of a mailbox a list shows.</summary>
public enum ListingFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those without <c>\Seen</c>.</summary>
    Unread,

    /// <summary>Those with <c>\Flagged</c>.</summary>
    Flagged,
}

/// <summary>The order of a list.</summary>
public enum ListingSort
{
    /// <summary>Newest arrival first: the order of UIDs, which needs no sorting.</summary>
    Newest,

    /// <summary>Oldest arrival first.</summary>
    Oldest,

    /// <summary>By sender (RFC 5256 SORT, DISPLAYFROM where offered).</summary>
    Sender,

    /// <summary>By base subject.</summary>
    Subject,

    /// <summary>Largest first.</summary>
    Size,
}

/// <summary>What a person asked to see of a mailbox.</summary>
/// <param name="Filter">Quick filter.</param>
/// <param name="Sort">Order.</param>
/// <param name="Text">Words to search for in sender, recipients and subject; empty: no search.</param>
/// <param name="InText">Search the text of messages as well.</param>
public sealed record ListingQuery(
    ListingFilter Filter = ListingFilter.All, ListingSort Sort = ListingSort.Newest, string Text = "", bool InText = false)
{
    /// <summary>True if the list is the mailbox itself, newest first: no search is needed to know it.</summary>
    public bool IsWholeMailbox => Filter == ListingFilter.All && Text.Length == 0 && Sort is (ListingSort.Newest or ListingSort.Oldest);
}
