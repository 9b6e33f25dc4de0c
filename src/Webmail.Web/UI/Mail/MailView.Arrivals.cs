using Webmail.Engine.Mirror;

namespace Webmail.Web.UI.Mail;

/// <summary>What comes in without being asked for.</summary>
public sealed partial class MailView
{
    // What came back by an undo, or was moved in from elsewhere, is not news.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>Rows that came into the window by an arrival or a removal are fetched without being asked for.</summary>
    private async Task FetchArrivedAsync()
    {
        if (Listing is not { } listing || !listing.Window(First, Rows).Any(uid => listing.Mirror.Find(uid) is null or { Preview: null })) return;
        await FetchWindowAsync(listing);
        Tell(MailRegions.List);
        await FetchPreviewsAsync();
    }

    private async Task AnnounceAsync(string mailbox, int count)
    {
        try
        {
            var listing = await Session.OpenAsync(mailbox, new ListingQuery(), _closed.Token);
            await Session.FetchRowsAsync(listing, 0, count, _closed.Token);
            foreach (var uid in listing.Window(0, count))
            {
                if (listing.Mirror.Find(uid) is { IsUnread: true, From: [var sender, ..] } row && _timeProvider.GetUtcNow() - row.Received < Recent) Arrived?.Invoke(sender.Display);
            }
        }
        catch (Exception e) when (ProblemOf(e) is not null || e is OperationCanceledException)
        {
            // An announcement that comes late is none.
        }
    }
}
