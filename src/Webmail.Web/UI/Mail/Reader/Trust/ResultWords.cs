using Microsoft.Extensions.Localization;
using Webmail.Engine.Trust;
using Webmail.Engine.Trust.Authentication;

namespace Webmail.Web.UI.Mail.Reader.Trust;

/// <summary>What a mail server found out about a sender, in words.</summary>
internal static class ResultWords
{
    /// <summary>The methods that say something about a sender, in the order in which they matter.</summary>
    private static readonly string[] Methods = ["dmarc", "dkim", "spf", "arc"];

    /// <summary>RFC 8601 2.7, and what DMARC and ARC add.</summary>
    private static readonly string[] Known = ["pass", "fail", "softfail", "neutral", "none", "policy", "temperror", "permerror", "hardfail", "bestguesspass"];

    /// <summary>Each result by its method, with the domain that it is about.</summary>
    public static IEnumerable<(string Method, string Text)> Of(SenderProof proof, IStringLocalizer texts) =>
        proof.Results.Where(static result => Methods.Contains(result.Method))
            .OrderBy(static result => Array.IndexOf(Methods, result.Method))
            .Select(result => (result.Method.ToUpperInvariant(), Sentence(result, texts)));

    private static string Sentence(MethodResult result, IStringLocalizer texts)
    {
        var word = Known.Contains(result.Result) ? texts[$"Result_{result.Result}"].Value : result.Result;
        return Domain(result) is { Length: > 0 } domain ? texts["Result_Of", word, DomainName.Unicode(domain)] : word;
    }

    private static string? Domain(MethodResult result) => result.Method switch
    {
        "dkim" => result.Signer,
        "dmarc" => result.Domain("header", "from"),
        "spf" => result.Domain("smtp", "mailfrom") ?? result.Domain("smtp", "helo"),
        _ => null,
    };
}
