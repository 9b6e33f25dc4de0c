using System.Net.WebSockets;

namespace Webmail.Web.Tests.Hosting;

public sealed class PageLimitTests
{
    [Fact]
    public async Task A_person_has_so_many_live_pages_and_another_when_one_is_closed()
    {
        await using var host = new WebmailHost(("Hosting:MaximumPagesPerPerson", "2"));
        using var browser = host.Browser();
        using var signedIn = await WebmailHost.SignInAsync(browser);
        var cookie = WebmailHost.SetCookie(signedIn, "webmail").Split(';')[0];

        using var one = await OpenAsync(host, cookie);
        using var two = await OpenAsync(host, cookie);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(host, cookie));
        Assert.Contains("429", refused.Message, StringComparison.Ordinal);

        await one.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        using var three = await EventuallyAsync(() => OpenAsync(host, cookie));
        Assert.Equal(WebSocketState.Open, three.State);
    }

    private static Task<WebSocket> OpenAsync(WebmailHost host, string cookie)
    {
        var sockets = host.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request =>
        {
            request.Headers.Cookie = cookie;
            request.Headers.Origin = "http://localhost";
        };
        return sockets.ConnectAsync(new Uri("ws://localhost/_blazor"), TestContext.Current.CancellationToken);
    }

    // The place is free when the server has seen the end, a moment after the client.
    private static async Task<WebSocket> EventuallyAsync(Func<Task<WebSocket>> open)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await open();
            }
            catch (InvalidOperationException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(20, patience.Token);
            }
        }
    }
}
