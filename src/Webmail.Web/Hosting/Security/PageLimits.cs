using System.Collections.Concurrent;
using System.Net;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Hosting.Security;

/// <summary>
/// Caps the live pages (circuits) of one person and of one address: each costs memory before it has shown anything. Counts the
/// sockets, which live as long as their page; what a lost page leaves behind is capped by the circuits that are retained.
/// </summary>
internal sealed partial class PageLimits(RequestDelegate next, HostingOptions options, ILogger<PageLimits> logger)
{
    private readonly ConcurrentDictionary<string, int> pages = new();

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || context.User.Identity?.Name is not { } person)
        {
            await next(context);
            return;
        }

        var address = ClientNetwork.Of(context.Connection.RemoteIpAddress);
        if (!TryEnter($"person {person}", options.MaximumPagesPerPerson))
        {
            Refuse(context, "person");
            return;
        }

        try
        {
            if (!TryEnter($"address {address}", options.MaximumPagesPerAddress))
            {
                Refuse(context, "address");
                return;
            }

            try
            {
                await next(context);
            }
            finally
            {
                Leave($"address {address}");
            }
        }
        finally
        {
            Leave($"person {person}");
        }
    }

    private bool TryEnter(string key, int most)
    {
        if (pages.AddOrUpdate(key, 1, static (_, count) => count + 1) <= most)
            return true;
        Leave(key);
        return false;
    }

    private void Leave(string key)
    {
        if (pages.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0)
            pages.TryRemove(KeyValuePair.Create(key, 0));
    }

    private void Refuse(HttpContext context, string whose)
    {
        LogRefused(whose);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page was refused: too many are open for one {Whose}")]
    private partial void LogRefused(string whose);
}
