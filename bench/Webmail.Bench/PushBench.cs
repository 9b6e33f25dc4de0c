using MailKit;
using Microsoft.Playwright;
using Webmail.MailServers;

namespace Webmail.Bench;

/// <summary>
/// From another client's change to the changed pixel. A third client that idles tells how long Dovecot itself takes; what is left is ours.
/// </summary>
internal sealed class PushBench(DovecotServer dovecot, string user, IPage page, Probe probe, ResultTable table)
{
    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await page.GotoAsync("/mail");
        await page.Locator("body[data-ready=true]").WaitForAsync();
        using var changer = await dovecot.ConnectAsync(user, cancellationToken);
        using var idler = await dovecot.ConnectAsync(user, cancellationToken);
        await changer.Inbox.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        await idler.Inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        TaskCompletionSource<double>? told = null;
        idler.Inbox.MessageFlagsChanged += (_, _) => told?.TrySetResult(MailboxBench.Now());
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var idling = idler.IdleAsync(done.Token, cancellationToken);

        var (whole, dovecots, ours) = (new List<double>(), new List<double>(), new List<double>());
        var uid = uint.Parse((await page.Locator("[data-testid=message-row]").Nth(3).GetAttributeAsync("data-uid"))!, System.Globalization.CultureInfo.InvariantCulture);
        for (var round = 0; round < rounds; round++)
        {
            told = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
            var row = $"document.querySelector(\"[data-testid=message-row][data-uid='{uid}']\")";
            var isFlagged = await page.EvaluateAsync<bool>($"{row}.dataset.flagged === 'true'");
            var painted = await probe.WatchAsync($"{row}?.dataset.flagged === '{(isFlagged ? "false" : "true")}'");
            var begun = MailboxBench.Now();
            await changer.Inbox.StoreAsync(
                new UniqueId(uid), new StoreFlagsRequest(isFlagged ? StoreAction.Remove : StoreAction.Add, MessageFlags.Flagged) { Silent = true }, cancellationToken);
            var shown = await painted();
            var heard = await told.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            whole.Add(shown - begun);
            dovecots.Add(heard - begun);
            ours.Add(shown - heard);
        }

        await done.CancelAsync();
        await idling;
        table.Add("push: another client's change to pixel", whole, 550);
        table.Add("push: of which Dovecot's own delay", dovecots, null);
        table.Add("push: of which ours", ours, 50);
    }
}
