using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Webmail.Engine.Attachments;

/// <summary>The beginning of a table in text (RFC 4180, with whatever stands between the fields).</summary>
/// <param name="Rows">The rows, of which the first often has the names.</param>
/// <param name="Columns">Fields of the longest row that are shown.</param>
/// <param name="IsCut">There is more.</param>
public sealed record CsvTable(ImmutableArray<ImmutableArray<string>> Rows, int Columns, bool IsCut)
{
    /// <summary>Rows that are shown: the page stays quick, and nobody scrolls through more in a preview.</summary>
    public const int MaxRows = 500;

    /// <summary>Columns that are shown.</summary>
    public const int MaxColumns = 50;

    /// <summary>Characters of a field that are shown.</summary>
    public const int MaxField = 500;

    /// <summary>Reads a table.</summary>
    /// <param name="text">The text, or its beginning.</param>
    /// <param name="isCut">Whether it is only the beginning.</param>
    public static CsvTable Read(string text, bool isCut)
    {
        // The line by which Excel is told what stands between the fields is none of the table.
        string? told = null;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5 && text[5] is '\r' or '\n')
            (told, text) = (text[4].ToString(), text[6..].TrimStart('\n'));
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = told is null,
            Delimiter = told ?? ",",
            DetectDelimiterValues = [";", ",", "\t", "|"],
            HasHeaderRecord = false,
            BadDataFound = null,
            Mode = CsvMode.RFC4180,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        var rows = new List<ImmutableArray<string>>();
        var columns = 0;
        var lastIsCut = isCut;
        while (rows.Count < MaxRows && parser.Read())
        {
            var fields = parser.Record ?? [];
            isCut |= fields.Length > MaxColumns;
            columns = Math.Max(columns, Math.Min(fields.Length, MaxColumns));
            rows.Add([.. fields.Take(MaxColumns).Select(Shorten)]);
        }
        // Where the text was cut, so was the last row.
        if (lastIsCut && rows.Count is > 1 and < MaxRows)
            rows.RemoveAt(rows.Count - 1);
        return new CsvTable([.. rows], columns, isCut || (rows.Count == MaxRows && parser.Read()));
    }

    private static string Shorten(string field) => field.Length <= MaxField ? field : field[..(char.IsHighSurrogate(field[MaxField - 1]) ? MaxField - 1 : MaxField)] + "…";
}
