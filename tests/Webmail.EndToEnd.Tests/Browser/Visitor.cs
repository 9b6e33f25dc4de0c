using System.Net;
using System.Text.RegularExpressions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Plain HTTP with a cookie jar: what the server sends before any script runs.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="address">Where the program answers.</param>
    public Visitor(Uri address)
    {
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The cookies.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>GET, without following redirects. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

    /// <summary>Any request.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, Cancelled);

    /// <summary>Sends the sign-in form as a browser without scripts would.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string user, string password = "secret")
    {
        var page = await _client.GetStringAsync(new Uri("/login", UriKind.Relative), Cancelled);
        var fields = HiddenFields(page)
            .Append(KeyValuePair.Create("username", user))
            .Append(KeyValuePair.Create("password", password));
        using var content = new FormUrlEncodedContent(fields);
        return await _client.PostAsync(new Uri("/login", UriKind.Relative), content, Cancelled);
    }

    /// <summary>What the form of a sign-in page sends beside what is typed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HiddenFields(string page) => Hidden().Matches(SignInForm().Match(page).Value)
        .Select(input => KeyValuePair.Create(Attribute(input.Value, "name"), Attribute(input.Value, "value")))
        .Where(field => field.Key.Length > 0);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form[^>]*>(?:(?!</form>).)*name=\"password\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex SignInForm();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}
