using Webmail.Web.UI.Filters.Editing;

namespace Webmail.Web.UI.Filters.Sentences;

/// <summary>A piece of a rule's sentence.</summary>
/// <param name="Text">The words.</param>
/// <param name="Target">The id of the row of the editor that says it, see <see cref="RowId"/>; null: words between.</param>
public sealed record SentencePart(string Text, string? Target = null);
