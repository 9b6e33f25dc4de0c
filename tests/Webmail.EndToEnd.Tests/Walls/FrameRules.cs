using System.Net;
using System.Text.RegularExpressions;
using Webmail.EndToEnd.Tests.Browser;
using Webmail.Engine.Reading;
using Webmail.MailServers;

namespace Webmail.EndToEnd.Tests.Walls;

/// <summary>What the running program says of a message's frame: nothing here is copied from its source.</summary>
/// <param name="Sandbox">The frame's <c>sandbox</c> attribute.</param>
/// <param name="Policy">The Content-Security-Policy of the frame's document.</param>
public sealed partial record FrameRules(string Sandbox, string Policy)
{
    private static readonly FrameLook Look = new(true, "b", "q");

    /// <summary>Puts an HTML message into a mailbox and reads them from the program's answers.</summary>
    public static async Task<FrameRules> ReadAsync(WebmailProgram program, DovecotServer server, string user, CancellationToken cancellationToken)
    {
        await server.LoadAsync(user, [new Letter("HTML") { Html = "<p>x</p>" }.In("INBOX")], cancellationToken);
        using var client = await server.ConnectAsync(user, cancellationToken);
        await client.Inbox.OpenAsync(MailKit.FolderAccess.ReadOnly, cancellationToken);
        using var visitor = new Visitor(program.Address);
        (await visitor.SignInAsync(user)).Dispose();
        using var fragment = await visitor.GetAsync($"/message/SU5CT1g/{client.Inbox.UidValidity}/1");
        var frame = Frame().Match(await fragment.Content.ReadAsStringAsync(cancellationToken)).Value;
        using var body = await visitor.GetAsync("/" + WebUtility.HtmlDecode(Source().Match(frame).Groups[1].Value));
        return new FrameRules(SandboxAttribute().Match(frame).Groups[1].Value, string.Join("; ", body.Headers.GetValues("Content-Security-Policy")));
    }

    /// <summary>The policy with some of the walls only.</summary>
    public string PolicyOf(Wall walls) => string.Join(';', Policy.Split(';', StringSplitOptions.TrimEntries)
        .Where(directive => walls.HasFlag(directive.StartsWith("sandbox", StringComparison.Ordinal) ? Wall.Sandbox : Wall.Policy)));

    /// <summary>The attribute, or null where that wall is down.</summary>
    public string? SandboxOf(Wall walls) => walls.HasFlag(Wall.Sandbox) ? Sandbox : null;

    /// <summary>The document that the product makes of several HTML texts: each is cleaned by itself.</summary>
    public static string Clean(IEnumerable<Payload> payloads) => FrameDocument.Write(
        MessageRenderer.Render(new MessageContent([.. payloads.Select(static one => new TextSection(true, one.Html))], MessageContent.Nothing.Embedded)),
        Look);

    /// <summary>
    /// The document of a text that nobody has cleaned: with the wall of the frame it is written by the product, so that what comes of it is what would come if the
    /// sanitiser alone were not there; without it, it is as the sender wrote it.
    /// </summary>
    public static string Raw(Payload payload, Wall walls) => walls.HasFlag(Wall.Sandbox) ? FrameDocument.Write(new RenderedMessage { Body = payload.Html, HasHtml = true }, Look) : payload.Html;

    [GeneratedRegex("<iframe[^>]*>")]
    private static partial Regex Frame();

    [GeneratedRegex("\\ssrc=\"([^\"]*)\"")]
    private static partial Regex Source();

    [GeneratedRegex("\\ssandbox=\"([^\"]*)\"")]
    private static partial Regex SandboxAttribute();
}
