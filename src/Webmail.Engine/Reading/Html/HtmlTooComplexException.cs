namespace Webmail.Engine.Reading.Html;

/// <summary>A message's HTML goes past a limit of <see cref="BoundedHtmlParser"/>; its text is shown instead.</summary>
internal sealed class HtmlTooComplexException(string limit) : Exception($"HTML past the limit of {limit}");
