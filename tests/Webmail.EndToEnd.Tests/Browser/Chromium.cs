using Microsoft.Playwright;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>The distribution's Chromium, driven by Playwright: without its own windows, unless <c>WEBMAIL_CHROMIUM</c> names another.</summary>
public static class Chromium
{
    /// <summary>
    /// Milliseconds in which what a test waits for must be there. A condition ends the wait, so only a test that fails takes as long; the machine
    /// may be busy with other things.
    /// </summary>
    public const float Patience = 30_000;

    static Chromium() => Assertions.SetDefaultExpectTimeout(Patience);

    /// <summary>How it is started: as root in a container it has no sandbox of its own, and it talks to nobody but us.</summary>
    public static BrowserTypeLaunchOptions Options() => new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("WEBMAIL_CHROMIUM") ?? "/usr/bin/chromium-headless-shell",
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    };
}
