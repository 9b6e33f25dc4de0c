using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Reading;
using Webmail.Engine.Trust;
using Webmail.Engine.Trust.Authentication;

namespace Webmail.Fuzzing.Targets;

/// <summary>
/// What servers wrote about a sender, and what senders wrote to look like it: it says the same when written down again, what stands in a comment
/// or in quotes stays there, and nothing below the believed server's own field makes a sender proven.
/// </summary>
internal sealed class AuthenticationTarget : FuzzTarget
{
    private const string Server = "mx.example";

    // No field: code that is watched must not run before somebody watches it.
    private static ImmutableArray<Correspondent> Author => [new("", "a@bank.example")];

    public override string Name => "authentication";

    public override void Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        CheckField(text);
        CheckQuoted(text);
        CheckBelow(input);
    }

    private static void CheckField(string text)
    {
        if (AuthenticationResults.Parse(text) is not { } read)
            return;
        Demand(read.Results.Length > 50 ? "too many results" : null, "field");
        foreach (var result in read.Results)
        {
            Demand(IsKeyword(result.Method) && IsKeyword(result.Result) ? null : $"{result.Method}={result.Result}", "a result");
            Demand(result.Properties.Length > 30 || result.Comment.Length > 200 ? "too long" : null, "a result");
            foreach (var domain in (string?[])[result.Signer, result.Domain("header", "from"), result.Domain("smtp", "mailfrom")])
                DemandSame(domain ?? "", DomainName.Ascii(domain ?? ""), "a domain again");
        }

        // RFC 8601 2.2 has no field without its server.
        if (read.Server.Length == 0)
            return;
        var again = AuthenticationResults.Parse(Written(read));
        DemandSame(Shown(read), again is null ? "nothing" : Shown(again), "written and read again");
    }

    /// <summary>Servers quote what a sender gave them: an address, a name, a reason.</summary>
    private static void CheckQuoted(string text)
    {
        text = string.Concat(text.Where(static c => c is not ('\r' or '\n')));
        var read = AuthenticationResults.Parse($"{Server}; spf=fail smtp.mailfrom={Quoted(text)} {Comment(text)}; dmarc=none {Comment(text)} reason={Quoted(text)} header.from=bank.example");
        Demand(read is { Results: [{ Method: "spf", Result: "fail" }, { Method: "dmarc", Result: "none" }] } ? null : read is null ? "nothing" : Shown(read), "quoted");
        DemandSame(text, read!.Results[0].Find("smtp", "mailfrom") ?? "", "a quoted value");
        Demand(SenderProof.Of([read], Author, [Server]).Verdict is SenderVerdict.Unproven ? null : "a verdict", "quoted");
    }

    /// <summary>A server writes its field above what came with the message, which can be anything.</summary>
    private static void CheckBelow(byte[] input)
    {
        byte[] octets = [.. "Authentication-Results: mx.example; spf=none\r\nReceived: by mx.example\r\n"u8, .. input];
        var message = WholeMessage.Parse(new MemoryStream(octets), CancellationToken.None);
        var evidence = MessageEvidence.Read(message.Headers);
        foreach (var from in (ImmutableArray<Correspondent>[])[Author, MessageDetails.Read(message.Headers, []).From])
        {
            var proof = SenderProof.Of(evidence.Results, from, [Server]);
            Demand(proof is { Verdict: SenderVerdict.Unproven, Server: Server, Results: [{ Method: "spf", Result: "none" }] } ? null : $"{proof.Verdict} by {proof.Server}", "below the server's own");
            Demand(evidence.Unsubscribe?.IsOneClickProven(proof) == true ? "one click" : null, "below the server's own");
        }

        if (evidence.Unsubscribe is not { } offer)
            return;
        Demand(offer.OneClick is { } click && (click.Scheme != Uri.UriSchemeHttps || click.UserInfo.Length > 0) ? $"{click}" : null, "unsubscribing");
        Demand(offer.Page is { } page && page.Scheme != Uri.UriSchemeHttps && page.Scheme != Uri.UriSchemeHttp ? $"{page}" : null, "unsubscribing");
        if (offer.Mail is { } mail)
            Demand(mail.Address.Count(static c => c == '@') != 1 || (mail.Address + mail.Subject).Any(char.IsControl) ? "more than an address" : null, "unsubscribing");
    }

    private static bool IsKeyword(string word) => word.Length > 0 && word.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static string Written(AuthenticationResults field)
    {
        var text = new StringBuilder(Quoted(field.Server));
        foreach (var result in field.Results)
        {
            text.Append(CultureInfo.InvariantCulture, $";\r\n {result.Method}={result.Result}{(result.Comment.Length > 0 ? " " + Comment(result.Comment) : "")}");
            if (result.Reason.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $" reason={Quoted(result.Reason)}");
            foreach (var property in result.Properties)
                text.Append(CultureInfo.InvariantCulture, $" {(property.Type.Length > 0 ? property.Type + "." : "")}{property.Name}={Quoted(property.Value)}");
        }

        return text.ToString();
    }

    private static string Shown(AuthenticationResults field) => field.Server + string.Concat(field.Results.Select(static result =>
        $"; {result.Method}={result.Result} ({result.Comment}) {result.Reason}{string.Concat(result.Properties.Select(static one => $" {one.Type}.{one.Name}={one.Value}"))}"));

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Comment(string text) =>
        "(" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal) + ")";
}
