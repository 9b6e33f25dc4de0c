namespace Webmail.Web.UI.Filters.Editing;

/// <summary>Ids of the editor's rows in the page.</summary>
public static class RowId
{
    /// <summary>Of a condition.</summary>
    /// <param name="index">Its place in the rule.</param>
    /// <param name="inner">Its place in the group that it stands in; null: in none.</param>
    public static string OfTest(int index, int? inner = null) => inner is { } place ? $"test-{index}-{place}" : $"test-{index}";

    /// <summary>Of an action.</summary>
    public static string OfAction(int index) => $"action-{index}";
}
