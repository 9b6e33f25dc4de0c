using FsCheck;
using FsCheck.Fluent;
using Webmail.Engine.Reading;
using Webmail.Fuzzing.Targets;

namespace Webmail.Engine.Tests.Fuzzing;

/// <summary>
/// What must hold for everything, tried on what is made up: the same each time, so that a run says something about the change before it. The fuzzer
/// (<c>tests/scripts/fuzz.sh</c>) looks for what is new.
/// </summary>
public sealed class PropertyTests
{
    private static Config Often(int times) => Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20_261_126, 5_228_143);

    [Fact]
    public void Any_html_is_harmless_when_cleaned_and_cleaning_again_changes_nothing() =>
        Prop.ForAll(Html(4).ToArbitrary(), static html => SanitiserTarget.Check(html)).Check(Often(150));

    [Fact]
    public void Any_text_is_harmless_html() => Prop.ForAll<string>(static text => SanitiserTarget.Check(text ?? "")).Check(Often(100));

    [Fact]
    public void Any_text_with_addresses_reads_back_as_itself() =>
        Prop.ForAll(Prose.ToArbitrary(), static text => RendererTarget.CheckLinks(text)).Check(Often(250));

    [Fact]
    public void Any_mail_in_plain_text_loses_no_character() => Prop.ForAll(Lines.ToArbitrary(), static text =>
    {
        RendererTarget.CheckText(new TextSection(false, text));
        RendererTarget.CheckText(new TextSection(false, text, IsFlowed: true));
        RendererTarget.CheckText(new TextSection(false, text, IsFlowed: true, DeletesSpace: true));
    }).Check(Often(150));

    [Fact]
    public void Any_search_keeps_the_letters_of_its_words() =>
        Prop.ForAll(Search.ToArbitrary(), static text => SearchTarget.Check(text)).Check(Often(250));

    private static Gen<string> Name { get; } = Gen.Elements(
        "p", "b", "a", "i", "div", "span", "table", "tr", "td", "tbody", "ul", "li", "h1", "pre", "blockquote", "font", "details", "center", "ruby", "rt",
        "form", "button", "select", "option", "nobr", "object", "svg", "math", "mtext", "title", "style", "noscript", "template", "textarea", "caption", "x-y");

    private static Gen<string> Attribute { get; } = Gen.Elements(
        "", " class=gmail_quote", " id=x", " onclick=x", " href=https://a.example/?b=1&c", " href=\"java\nscript:x\"", " align=center", " width=700 bgcolor=red",
        " style=\"color:red;margin:0 1px\"", " style='font:12px/1.5 \"A B\",serif'", " style=\"background:#fff url(https://a.example/x) no-repeat\"",
        " style=\"border:1px solid #ccc;padding:1px 2px 3px 4px\"", " style=\"width:calc(1px + 2%);position:fixed\"", " dir=rtl lang=he", " background=//a.example/b");

    private static Gen<string> Leaf { get; } = Gen.Elements(
        "x", " ", "&lt;b&gt;", "&amp;lt;", "\n\nd", "é\u202E\u0000", "<br>", "<hr>", "<img src=cid:pic>", "<img src=https://a.example/x width=20 alt='a \"b\"'>",
        "<!-- c -->", "<![CDATA[x]]>", "</p>", "</table>", "</b>", "<style>p{color:red}.a:hover{margin:1px}</style>", "<input value=x>", "<wbr>");

    private static Gen<string> Html(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (4, from name in Name from attribute in Attribute from inner in Html(depth - 1).ListOf(3) select $"<{name}{attribute}>{string.Concat(inner)}</{name}>"),
        (1, from name in Name from attribute in Attribute from inner in Html(depth - 1).ListOf(2) select $"<{name}{attribute}>{string.Concat(inner)}"));

    private static Gen<string> Word { get; } = Gen.Elements(
        "word", "https://a.example/b?c=1&d=\"2\"", "http://ü.example/ä", "www.a.example.", "me@a.example", "(http://a.example/x_(y))", "<b>", "&amp;", "@", "://",
        "https://", "a@b@c.example", "javascript:x", "\"", "'", "\u202E", "\u0001", "\u0085", "\uD800", "\U0001F600", "-- ", ">", "> ", "..", "http://[::1]/", "x.y@z-.example");

    private static Gen<string> Prose { get; } =
        from words in Word.ListOf(8) from space in Gen.Elements(" ", "", "\t", "\u00A0") select string.Join(space, words);

    private static Gen<string> Lines { get; } =
        from lines in (from mark in Gen.Elements("", "> ", ">> ", " ", ">") from text in Prose from end in Gen.Elements("", " ") select mark + text + end).ListOf(8)
        from end in Gen.Elements("\n", "\r\n")
        select string.Join(end, lines);

    private static Gen<string> Search { get; } =
        from parts in Gen.Elements("a", "Ü", "\"", "\"b c\"", " ", "\t", "\u00A0", "\u3000", "from:x", "\u0000", "\uDC00").ListOf(10) select string.Concat(parts);
}
