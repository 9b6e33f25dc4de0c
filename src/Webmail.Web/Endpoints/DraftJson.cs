using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Webmail.Engine.Submission;

namespace Webmail.Web.Endpoints;

/// <summary>Drafts as the page's modules and the server exchange them.</summary>
internal static class DraftJson
{
    /// <summary>Names in camel case, enumerations too.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        // Given here: Results.Json would set it, which fails if another request has just used these.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The draft of a request's body; null if it is none, or another one than the address names.</summary>
    public static async Task<Draft?> ReadAsync(HttpContext context, Guid id) =>
        await ReadAsync<Draft>(context) is { } draft && draft.Id == id && IsWhole(draft) ? draft : null;

    /// <summary>What a request's body says; null if that is something else, or broke off on its way because the page was left.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Options, context.RequestAborted);
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Answers in the same form.</summary>
    public static IResult Answer(object value) => Results.Json(value, Options);

    // What the annotations of the record can't say: no list is missing or holds nothing at a place.
    private static bool IsWhole(Draft draft) =>
        IsWhole(draft.Sources) && IsWhole(draft.To) && IsWhole(draft.Cc) && IsWhole(draft.Bcc) && IsWhole(draft.References)
        && IsWhole(draft.Attachments) && draft.Attachments.All(file => file.Source is not null && file.Name is not null && file.ContentType is not null);

    private static bool IsWhole<T>(ImmutableArray<T> list)
        where T : class => !list.IsDefault && list.All(entry => entry is not null);
}
