using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Webmail.Engine.Trust.Authentication;

namespace Webmail.Engine.Tests.Trust;

/// <summary>The grammar of RFC 8601, and what servers write in spite of it.</summary>
public sealed class AuthenticationResultsTests
{
    private static string Show(AuthenticationResults? field) => field is null
        ? "null"
        : $"{field.Server}:" + string.Concat(field.Results.Select(result =>
            $" {result.Method}={result.Result}{(result.Reason.Length > 0 ? $" reason[{result.Reason}]" : "")}{(result.Comment.Length > 0 ? $" ({result.Comment})" : "")}"
            + string.Concat(result.Properties.Select(property => $" {property.Type}.{property.Name}[{property.Value}]")) + ";"));

    [Theory]
    // RFC 8601, appendix B.
    [InlineData("example.org 1; none", "example.org:")]
    [InlineData("example.com;\r\n spf=pass smtp.mailfrom=example.net", "example.com: spf=pass smtp.mailfrom[example.net];")]
    [InlineData("example.com;\r\n          auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n          spf=pass smtp.mailfrom=example.net", "example.com: auth=pass (cram-md5) smtp.auth[sender@example.net]; spf=pass smtp.mailfrom[example.net];")]
    [InlineData("example.com; dkim=pass reason=\"good signature\"\r\n header.i=@mail-router.example.net; dkim=fail reason=\"bad signature\"\r\n header.i=@newyork.example.com", "example.com: dkim=pass reason[good signature] header.i[@mail-router.example.net]; dkim=fail reason[bad signature] header.i[@newyork.example.com];")]
    // RFC 8601, appendix B.6: a comment in every place.
    [InlineData("foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n policy (A dot can go here) . (like that) expired\r\n (this surprised me) = (as I wasn't expecting it) 1362471462", "foo.example.net: dkim=fail policy.expired[1362471462];")]
    [InlineData("MX.Example.ORG.; DKIM=Pass header.D=Example.org header.b=\"ab/cd+=\"", "mx.example.org: dkim=pass header.d[Example.org] header.b[ab/cd+=];")]
    [InlineData("mx.google.com;\r\n       dkim=pass header.i=@shop.example header.s=s1 header.b=Ab/+c=d;\r\n       spf=pass (google.com: domain of a@shop.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@shop.example;\r\n       dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=shop.example", "mx.google.com: dkim=pass header.i[@shop.example] header.s[s1] header.b[Ab/+c=d]; spf=pass (google.com: domain of a@shop.example designates 192.0.2.1 as permitted sender) smtp.mailfrom[a@shop.example]; dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from[shop.example];")]
    // Microsoft names no server, and has properties without a type.
    [InlineData("spf=pass (sender IP is 192.0.2.1)\r\n smtp.mailfrom=a.example; dmarc=fail action=none header.from=a.example;compauth=fail reason=001", ": spf=pass (sender IP is 192.0.2.1) smtp.mailfrom[a.example]; dmarc=fail .action[none] header.from[a.example]; compauth=fail reason[001];")]
    [InlineData("\"quoted; id\"; spf=none", "quoted; id: spf=none;")]
    [InlineData("a.example; spf=pass smtp.mailfrom=\"odd;name\"@b.example", "a.example: spf=pass smtp.mailfrom[odd;name@b.example];")]
    [InlineData("a.example; spf=pass (nested (and \\) escaped) comment) smtp.helo=x", "a.example: spf=pass (nested (and ) escaped) comment) smtp.helo[x];")]
    [InlineData("a.example;;; spf=pass;", "a.example: spf=pass;")]
    // Rspamd has the policy behind the properties.
    [InlineData("a.example; dmarc=fail reason=\"SPF not aligned (relaxed)\" header.from=b.example (policy=none)", "a.example: dmarc=fail reason[SPF not aligned (relaxed)] (policy=none) header.from[b.example];")]
    [InlineData("a.example; dmarc=fail (one) (two) header.from (within) = b.example (three)", "a.example: dmarc=fail (one; two; three) header.from[b.example];")]
    // One result that makes no sense takes none of the others along.
    [InlineData("a.example; =pass; dkim; spf=pass", "a.example: spf=pass;")]
    [InlineData("a.example", "a.example:")]
    public void Fields_are_read_as_the_standard_has_them(string field, string expected) => Assert.Equal(expected, Show(AuthenticationResults.Parse(field)));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("; spf=pass")]
    [InlineData("(never ends a.example; spf=pass")]
    [InlineData("spf=pass (never ends")]
    public void What_is_no_such_field_is_left_alone(string field) => Assert.Null(AuthenticationResults.Parse(field));

    [Theory]
    [InlineData("a.example 2; spf=pass")]
    [InlineData("a.example (never ends; spf=pass")]
    [InlineData("a.example; spf=pass (never ends")]
    [InlineData("a.example; spf=pass smtp.mailfrom=\"never ends")]
    [InlineData("a.example; dmarc=pass header.from=bank.example; spf=pass (never ends")]
    [InlineData("a.example b.example; spf=pass")]
    public void A_field_that_can_t_be_relied_upon_says_nothing_and_keeps_its_place(string field) => Assert.Equal("a.example:", Show(AuthenticationResults.Parse(field)));

    [Fact]
    public void Any_text_is_read_without_a_fault() => Prop.ForAll<NonNull<string>>(text =>
    {
        AuthenticationResults.Parse(text.Get);
        AuthenticationResults.Parse("a.example; " + text.Get);
        AuthenticationResults.Parse("a.example; dkim=pass " + text.Get);
    }).QuickCheckThrowOnFailure();

    /// <summary>A comment, a quoted text and a value can hold whatever they like: it stays there, and never becomes a result of its own.</summary>
    [Fact]
    public void What_stands_in_a_comment_or_in_quotes_stays_there() => Prop.ForAll<NonNull<string>>(text =>
    {
        var inside = string.Concat(text.Get.Where(static c => c is not ('\r' or '\n'))) + "; dmarc=pass header.from=bank.example";
        var comment = inside.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        var quoted = inside.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        foreach (var field in new[] { $"a.example; spf=fail ({comment}) smtp.helo=x", $"a.example; spf=fail reason=\"{quoted}\" smtp.helo=x", $"a.example; spf=fail smtp.helo=\"{quoted}\"" })
            Assert.Equal("spf", Assert.Single(AuthenticationResults.Parse(field)!.Results).Method);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var keyword = Gen.Elements("dkim", "spf", "dmarc", "arc", "iprev", "x-tls");
        var value = Gen.Elements("example.org", "@a.example", "a b", "q\"uote", "back\\slash", "se;mi", "(paren", "ünï.example", "");
        var results = Gen.Zip(keyword, value).ListOf(4);
        Prop.ForAll(results.ToArbitrary(), given =>
        {
            var field = "mx.example.org" + string.Concat(given.Select(static one => $";\r\n\t{one.Item1}=pass (why; not) header.x=\"{one.Item2.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
            var read = AuthenticationResults.Parse(field)!;
            Assert.Equal(given.Select(static one => one.Item1), read.Results.Select(static result => result.Method));
            Assert.Equal(given.Select(static one => one.Item2.Length > 0 ? one.Item2 : null), read.Results.Select(static result => result.Find("header", "x")));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_field_of_a_megabyte_is_read_in_no_time()
    {
        foreach (var piece in new[] { "(", ";a=b", "\"", "a=b c.d=e ", "\\(" })
            AuthenticationResults.Parse("a.example; spf=pass " + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        Assert.Equal(50, AuthenticationResults.Parse("a" + string.Concat(Enumerable.Repeat("; spf=pass", 1_000)))!.Results.Length);
    }
}
