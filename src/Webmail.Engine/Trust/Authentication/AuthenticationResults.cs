using System.Collections.Immutable;

namespace Webmail.Engine.Trust.Authentication;

/// <summary>
/// One Authentication-Results field (RFC 8601). What is in it is a claim: whoever sends a message can write such a field, see
/// <see cref="SenderProof"/> for whose is believed.
/// </summary>
/// <param name="Server">The authserv-id in lower case; empty where a server leaves it out.</param>
/// <param name="Results">The results in their order; empty for <c>none</c>, and for what can't be relied upon.</param>
public sealed record AuthenticationResults(string Server, ImmutableArray<MethodResult> Results)
{
    /// <summary>Results that are read of one field. A message with ten signatures has about fifteen.</summary>
    private const int MaxResults = 50;

    /// <summary>Properties that are read of one result. The registry has about thirty in all.</summary>
    private const int MaxProperties = 30;

    /// <summary>
    /// Reads a field's value, folded or not. Null if it is none: no authserv-id where one should be. A field of another version than 1
    /// (RFC 8601 2.5), or with a comment or a quoted text that never ends, says nothing, but stands where it stands: it must not let one of
    /// the same name through that came with the message. A single result that makes no sense is left out.
    /// </summary>
    public static AuthenticationResults? Parse(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var cursor = new FieldCursor(field);
        if (!cursor.SkipBlanks() || cursor.Value() is not { } server)
            return null;
        var silent = new AuthenticationResults(server.ToLowerInvariant().TrimEnd('.'), []);
        if (!cursor.SkipBlanks())
            return silent;
        // Microsoft's servers begin with the first result.
        if (cursor.IsAt('='))
            return WithoutServer(field);
        if (cursor.Digits() is { Length: > 0 } version && (version != "1" || !cursor.SkipBlanks()))
            return silent;
        return ReadResults(cursor) is { } results ? silent with { Results = results } : silent;
    }

    private static AuthenticationResults? WithoutServer(string field) =>
        ReadResults(new FieldCursor(";" + field)) is { } results ? new AuthenticationResults("", results) : null;

    private static ImmutableArray<MethodResult>? ReadResults(FieldCursor cursor)
    {
        var results = ImmutableArray.CreateBuilder<MethodResult>();
        while (!cursor.IsAtEnd)
        {
            if (!cursor.Take(';'))
                return null;
            if (!cursor.SkipBlanks())
                return null;
            if (!cursor.IsAtEnd && ReadResult(cursor) is { } result && results.Count < MaxResults)
                results.Add(result);
            if (!cursor.SkipToSemicolon() || cursor.IsBroken)
                return null;
        }

        return results.ToImmutable();
    }

    private static MethodResult? ReadResult(FieldCursor cursor)
    {
        if (cursor.Keyword() is not { } method)
            return null;
        // A version of the method, where there is one, says nothing that is needed.
        if (cursor.TakeBetweenBlanks('/') && cursor.Digits().Length == 0)
            return null;
        if (!cursor.TakeBetweenBlanks('=') || cursor.Keyword() is not { } result)
            return null;
        cursor.Comments = "";
        var (reason, comments) = ("", "");
        var properties = ImmutableArray.CreateBuilder<ResultProperty>();
        while (cursor.SkipBlanks() && !cursor.IsAtEnd && !cursor.IsAt(';'))
        {
            comments = cursor.Comments;
            if (ReadProperty(cursor) is not { } property)
                break;
            // What stands within a property is about that one.
            cursor.Comments = comments;
            if (property is { Type: "", Name: "reason" })
                reason = property.Value;
            else if (properties.Count < MaxProperties)
                properties.Add(property);
        }

        return new MethodResult(method, result, reason, cursor.Comments, properties.ToImmutable());
    }

    private static ResultProperty? ReadProperty(FieldCursor cursor)
    {
        if (cursor.Keyword() is not { } name)
            return null;
        var type = "";
        if (cursor.TakeBetweenBlanks('.'))
        {
            type = name;
            if (cursor.Keyword() is not { } inner)
                return null;
            name = inner;
        }

        return cursor.TakeBetweenBlanks('=') && cursor.PropertyValue() is { } value ? new ResultProperty(type, name, value) : null;
    }
}
