using Webmail.Engine.Mailboxes;
using Webmail.Engine.Mirror;

namespace Webmail.Web.UI.Mail;

/// <summary>What is fetched for a list: the window that is looked at, its previews, and what may be looked at next.</summary>
public sealed partial class MailView
{
    // A page may ask for this many at a time.
    private const int MostRows = 120;

    // Rows fetched ahead at a time.
    private const int FetchSize = 60;

    // Below this a wait is not noticed, so nothing is drawn in between (ui.md section 6).
    private static readonly TimeSpan Unnoticed = TimeSpan.FromMilliseconds(150);

    /// <summary>Opens a mailbox that the person is about to go to, so that its rows are here when they do.</summary>
    public async Task ExpectAsync(string mailbox)
    {
        if (Session.Mailboxes.Find(mailbox) is not { IsSelectable: true } to || to.Name == Mailbox) return;
        try
        {
            await Session.FetchRowsAsync(await Session.OpenAsync(to.Name, new ListingQuery(), _closed.Token), 0, FirstRows, _closed.Token);
        }
        catch (Exception e) when (ProblemOf(e) is not null || e is OperationCanceledException)
        {
            // Going there tells.
        }
    }

    /// <summary>The list was scrolled: draws the window there, at once where its rows are held, else as soon as they are fetched.</summary>
    public async Task ShowWindowAsync(int first, int rows)
    {
        if (Listing is not { } listing) return;
        First = Math.Clamp(first, 0, Math.Max(0, listing.Count - 1));
        Rows = Math.Clamp(rows, 1, MostRows);
        var fetch = FetchWindowAsync(listing);
        if (await Task.WhenAny(fetch, Task.Delay(Unnoticed, _timeProvider, _closed.Token)) != fetch) Tell(MailRegions.List);
        await fetch;
        Tell(MailRegions.List);
        // The page may ask for another window now.
        _ = FetchPreviewsAsync();
    }

    private async Task FetchWindowAsync(MessageListing listing)
    {
        try
        {
            await Session.FetchRowsAsync(listing, First, Rows, _closed.Token);
        }
        catch (Exception e) when (ProblemOf(e) is { } problem)
        {
            // What is loaded stays readable; the line in the rail and the banner say that the server is away.
            if (Session.Status.Mode != Engine.Sync.SyncMode.Offline) Say(new Notice(problem, IsError: true));
        }
    }

    private async Task FetchPreviewsAsync()
    {
        if (Listing is not { } listing) return;
        try
        {
            if (await Session.FetchPreviewsAsync(listing, First, Rows, _closed.Token)) Tell(MailRegions.List);
            // What the End key and the next screens need: the last window, and those beside this one.
            await Session.PrefetchRowsAsync(listing, listing.Count - FetchSize, FetchSize, _closed.Token);
            await Session.PrefetchRowsAsync(listing, First + Rows, FetchSize, _closed.Token);
        }
        catch (Exception e) when (ProblemOf(e) is not null || e is OperationCanceledException)
        {
            // Rows without a preview are complete enough; the next window asks again.
        }
    }
}
