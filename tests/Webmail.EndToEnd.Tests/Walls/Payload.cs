using System.Text.Json;

namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>Hostile HTML.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Html">The HTML.</param>
/// <param name="RunsBare">Whether it runs a script in a Chromium that nothing protects.</param>
public sealed record Payload(string Id, string Html, bool RunsBare)
{
    /// <summary>Written for this test; they stand in for the collection where that is absent.</summary>
    public static IReadOnlyList<Payload> Own { get; } =
    [
        new("own-script", "<p>x<script>alert(1)</script>", true),
        new("own-error", "<img src=nothing onerror=alert(1)>", true),
        new("own-load", "<body onload=alert(1)>x", true),
        new("own-svg", "<svg><script>alert(1)</script></svg>", true),
        new("own-animate", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", true),
        new("own-frame", "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>", true),
        new("own-focus", "<input autofocus onfocus=alert(1)>", false),
        new("own-toggle", "<details open ontoggle=alert(1)><summary>x</summary></details>", true),
        new("own-math", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", true),
        new("own-script-address", "<iframe src=\"javascript:parent.alert(1)\"></iframe>", false),
        new("own-image", "<img src=http://leak.test/a.png srcset='http://leak.test/b.png 2x'>", false),
        new("own-sheet", "<link rel=stylesheet href=http://leak.test/c.css><style>@import 'http://leak.test/d.css';</style>", false),
        new("own-background", "<body background=http://leak.test/e.png style='background:url(http://leak.test/f.png)'>x", false),
        new("own-font", "<style>@font-face{font-family:q;src:url(http://leak.test/g.woff)}p{font-family:q}</style><p>x", false),
        new("own-variable", "<div style='--a:url(http://leak.test/h.png);background:var(--a)'>x</div>", false),
        new("own-media", "<video poster=http://leak.test/i.png src=http://leak.test/j.mp4></video><audio src=http://leak.test/k.mp3 autoplay></audio>", false),
        new("own-embed", "<object data=http://leak.test/l></object><embed src=http://leak.test/m>", false),
        new("own-connection", "<iframe src=https://leak.test/p></iframe><IFRAME/src=https://leak.test/q>", false),
        new("own-refresh", "<meta http-equiv=refresh content='0;url=http://leak.test/n'>", false),
        new("own-form", "<form action=http://leak.test/o id=f><input autofocus></form><script>f.submit()</script>", false),
        new("own-top", "<script>top.document.title='changed';top.name='changed'</script>", false),
        new("own-relative", "<img src=/relative.png><link rel=icon href=/icon.png>", false),
    ];

    /// <summary>The collection of public test suites, which is no part of this repository; empty where it is absent.</summary>
    public static IReadOnlyList<Payload> Collection { get; } = Read();

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Payload> All { get; } = [.. Own, .. Collection];

    private static List<Payload> Read()
    {
        if (Find() is not { } file)
            return [];
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. json.RootElement.EnumerateArray().Select(static one => new Payload(
                one.GetProperty("id").GetString()!, one.GetProperty("html").GetString()!,
                one.GetProperty("live").EnumerateArray().Any(static way => way.GetString() == "d"))),
        ];
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("WEBMAIL_CORPUS") is { Length: > 0 } given)
            return File.Exists(Path.Combine(given, "html", "payloads.json")) ? Path.Combine(given, "html", "payloads.json") : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "shared", "corpus", "html", "payloads.json") is var candidate && File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
