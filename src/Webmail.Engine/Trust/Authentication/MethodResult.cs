using System.Collections.Immutable;

namespace Webmail.Engine.Trust.Authentication;

/// <summary>What one method found (RFC 8601 2.2, resinfo).</summary>
/// <param name="Method">The method in lower case, such as <c>dkim</c> (RFC 8601 2.7).</param>
/// <param name="Result">Its result in lower case, such as <c>pass</c>.</param>
/// <param name="Reason">Why, in the server's words; empty if it does not say.</param>
/// <param name="Comment">The comments behind the result and between its properties; empty if there are none.</param>
/// <param name="Properties">What it was found by.</param>
public sealed record MethodResult(string Method, string Result, string Reason, string Comment, ImmutableArray<ResultProperty> Properties)
{
    /// <summary>The value of a property; null if the server does not name it.</summary>
    public string? Find(string type, string name)
    {
        foreach (var property in Properties)
        {
            if (property.Type == type && property.Name == name)
                return property.Value;
        }

        return null;
    }

    /// <summary>The domain that a property names, be it alone or behind an <c>@</c>, in the form of the wire; null if there is none.</summary>
    public string? Domain(string type, string name) => Find(type, name) is { Length: > 0 } value ? DomainName.Ascii(value[(value.LastIndexOf('@') + 1)..]) : null;

    /// <summary>The domain that signed, of a signature (<c>header.d</c>, or the domain of <c>header.i</c>); null if it is not named.</summary>
    public string? Signer => Domain("header", "d") ?? Domain("header", "i");
}
