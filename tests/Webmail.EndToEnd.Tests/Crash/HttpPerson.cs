using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Webmail.Engine.Submission;

namespace Webmail.EndToEnd.Tests.Crash;

/// <summary>A person whose page is only its requests: signs in once, saves and sends; the cookie and what was written outlive the program.</summary>
public sealed partial class HttpPerson(Uri address) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly HttpClient _client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    private string _token = "";

    /// <summary>Signs in with the password <c>secret</c>.</summary>
    public async Task SignInAsync(string user, CancellationToken cancellationToken)
    {
        var form = await _client.GetStringAsync("login", cancellationToken);
        using var answer = await _client.PostAsync(
            "login",
            new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = user, ["password"] = "secret", ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value }),
            cancellationToken);
        answer.EnsureSuccessStatusCode();
        _token = Token().Match(await answer.Content.ReadAsStringAsync(cancellationToken)).Groups[1].Value;
        if (_token.Length == 0)
            throw new InvalidOperationException("The page has no form token: was the sign-in refused?");
    }

    /// <summary>Uploads a file, as it is read.</summary>
    public async Task<DraftAttachment> UploadAsync(Guid draft, string name, string type, Stream content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"upload?draft={draft}&name={Uri.EscapeDataString(name)}") { Content = new StreamContent(content) };
        request.Headers.Add("RequestVerificationToken", _token);
        request.Content.Headers.ContentType = new(type);
        using var answer = await _client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<DraftAttachment>(Json, cancellationToken))!;
    }

    /// <summary>Saves, as the page does after a pause, and tells which copy it is; null if the server did not say that it is saved.</summary>
    public async Task<string?> SaveAsync(Draft draft, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Put, $"compose/{draft.Id}", draft, cancellationToken);
        return answer?.GetProperty("state").GetString() == "saved" ? answer.Value.GetProperty("savedAs").GetString() : null;
    }

    /// <summary>Sends without the seconds for second thoughts; true if the server said that it has it.</summary>
    public async Task<bool> SendAsync(Draft draft, CancellationToken cancellationToken) =>
        await AskAsync(HttpMethod.Post, $"compose/{draft.Id}/send?now=true", draft, cancellationToken) is { } answer && answer.TryGetProperty("outbox", out _);

    /// <summary>Throws it away.</summary>
    public Task DiscardAsync(Draft draft, CancellationToken cancellationToken) => AskAsync(HttpMethod.Delete, $"compose/{draft.Id}", draft, cancellationToken);

    /// <summary>The step of a message in the outbox; null if it is not known there.</summary>
    public async Task<string?> StepAsync(Guid id, CancellationToken cancellationToken)
    {
        var answer = (await AskAsync(HttpMethod.Get, $"outbox/{id}.json", null, cancellationToken))!.Value.GetProperty("entry");
        return answer.ValueKind == JsonValueKind.Null ? null : answer.GetProperty("step").GetString();
    }

    /// <summary>What the panel of the outbox shows: the ids with their steps and reasons.</summary>
    public async Task<Dictionary<Guid, (string Step, string? Why)>> OutboxAsync(CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Get, "outbox.json", null, cancellationToken))!.Value.GetProperty("entries").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("id").GetGuid(), entry => (entry.GetProperty("step").GetString()!, entry.GetProperty("failure").GetString()));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Null: no answer, because the program has gone.</summary>
    private async Task<JsonElement?> AskAsync(HttpMethod method, string path, Draft? draft, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("RequestVerificationToken", _token);
        if (draft is not null)
            request.Content = JsonContent.Create(draft, options: Json);
        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{method} {path}: {answer.StatusCode}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
