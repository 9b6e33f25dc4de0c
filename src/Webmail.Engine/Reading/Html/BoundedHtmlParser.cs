using System.Collections.Frozen;
using System.Diagnostics;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Webmail.Engine.Reading.Html;

/// <summary>Parses a message's HTML within limits of size, elements, depth and time.</summary>
internal static class BoundedHtmlParser
{
    /// <summary>Characters. Newsletters have 100,000 to 300,000; Gmail cuts what is over 102,000.</summary>
    public const int MaxCharacters = 2_000_000;

    /// <summary>Elements. A newsletter has up to 5,000, a long exported conversation 20,000.</summary>
    public const int MaxElements = 60_000;

    /// <summary>Depth. Browsers stop nesting at 512; nested table layouts reach about 100.</summary>
    public const int MaxDepth = 400;

    /// <summary>Nodes within one element. Each step from one to the next looks for its place among them all; a table of 5,000 lines has 10,000.</summary>
    public const int MaxSiblings = 20_000;

    /// <summary>A hundred times what a large newsletter takes; beyond it somebody wants our time.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Attributes = HtmlAllowLists.ParsedAttributes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Parses a whole document without scripts and without loading anything.</summary>
    /// <exception cref="HtmlTooComplexException">A limit was reached.</exception>
    public static IHtmlDocument Parse(string html)
    {
        if (html.Length > MaxCharacters)
            throw new HtmlTooComplexException("size");
        var started = Stopwatch.GetTimestamp();
        int elements = 0, tokens = 0;
        AngleSharp.Dom.IElement? previous = null;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            SkipComments = true,
            IsScripting = false,
            DisableElementPositionTracking = true,
            // Spares the work on thousands of attributes that would go anyway.
            ShouldEmitAttribute = (ref token, name) => Attributes.Contains(name.Span) || token.Name == "meta" && name.Span is "name" or "content",
            OnCreated = (element, _) =>
            {
                if (++elements > MaxElements)
                    throw new HtmlTooComplexException("elements");
                // A new element is not in the tree yet; the one before it is. Depth grows by one at a time, so a sample is enough.
                if (elements % 16 == 0 && previous is not null)
                    CheckAbove(previous);
                previous = element;
            },
            OnToken = (_, _) =>
            {
                if (++tokens % 256 == 0 && Stopwatch.GetElapsedTime(started) > TimeLimit)
                    throw new HtmlTooComplexException("time");
            },
        });
        // The frame's document has a DOCTYPE: what is read without one would be nested otherwise there (a table within a paragraph, WHATWG HTML 13.2.6.4.7).
        return parser.ParseDocument("<!DOCTYPE html>" + html);
    }

    private static void CheckAbove(AngleSharp.Dom.INode node)
    {
        var depth = 0;
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            if (++depth > MaxDepth)
                throw new HtmlTooComplexException("depth");
            if (parent.ChildNodes.Length > MaxSiblings)
                throw new HtmlTooComplexException("siblings");
        }
    }
}
