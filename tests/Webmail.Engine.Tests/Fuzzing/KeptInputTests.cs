using Webmail.Fuzzing;
using Webmail.Fuzzing.Judges;

namespace Webmail.Engine.Tests.Fuzzing;

/// <summary>The fuzzer takes minutes; what it has kept is tried each time: its seeds, what broke something once, and its corpus.</summary>
public sealed class KeptInputTests
{
    public static TheoryData<string> Targets { get; } = [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_was_kept_breaks_nothing(string name)
    {
        var target = FuzzTarget.Find(name)!;
        var faults = new List<string>();
        var tried = 0;
        foreach (var (input, octets) in KeptInputs.For(target))
        {
            tried++;
            if (Record.Exception(() => target.Check(octets)) is { } fault)
                faults.Add($"{input}: {(fault is PropertyBrokenException ? fault.Message : fault)}");
        }

        Assert.True(tried > 3, $"{tried} inputs are too few: they were not found.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("<script>x</script>")]
    [InlineData("<p onclick=x>y</p>")]
    [InlineData("<svg><a>x</a></svg>")]
    [InlineData("<math><mi>x</mi></math>")]
    [InlineData("<a href=\"java\tscript:x\" target=_blank rel=noopener>x</a>")]
    [InlineData("<a href=/logout target=_blank rel=noopener>x</a>")]
    [InlineData("<a href=https://a.example>x</a>")]
    [InlineData("<img src=https://a.example/x>")]
    [InlineData("<img src=\"data:image/svg+xml;base64,PA==\">")]
    [InlineData("<b id=x>y</b>")]
    [InlineData("<!-- x -->")]
    [InlineData("<p style=\"position:fixed\">x</p>")]
    [InlineData("<p style=\"background:u\\72l(https://a.example/x)\">x</p>")]
    [InlineData("<p style=\"color:var(--a)\">x</p>")]
    [InlineData("<p style=\"color:red}p{color:blue\">x</p>")]
    [InlineData("</body><body class=x>")]
    [InlineData("x", "@import 'x';")]
    [InlineData("x", "p{background:url(\"https://a.example/x\")}")]
    [InlineData("x", "p{color:red")]
    [InlineData("x", "p{color:red}</style>")]
    public void The_judge_of_html_sees_what_is_wrong(string body, string styles = "") => Assert.NotNull(SafeHtml.Fault(body, styles, allowRemote: false));

    [Theory]
    [InlineData("<p class=a style=\"color: rgba(1, 2, 3, 1); font-family: &quot;A B&quot;, serif\">x <a href=https://a.example/ target=_blank rel=noopener>y</a></p>")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\" alt=x>", "a:hover, .sm\\:w > b[title=\"}\"]{color:red;background-image:url(\"data:image/png;base64,AAAA\")} @media (max-width: 600px){td{width:100% !important}}")]
    public void The_judge_of_html_lets_ordinary_mail_pass(string body, string styles = "") => Assert.Null(SafeHtml.Fault(body, styles, allowRemote: false));

    [Fact]
    public void What_is_packed_is_unpacked_the_smallest_first_within_the_limit()
    {
        var folder = Directory.CreateTempSubdirectory("webmail-kept-");
        try
        {
            var (from, to) = (folder.CreateSubdirectory("from"), Path.Combine(folder.FullName, "to"));
            foreach (var length in (int[])[300, 5, 2_000, 40])
                File.WriteAllBytes(Path.Combine(from.FullName, $"in-{length}"), [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7919 >> 3))]);
            var archive = Path.Combine(folder.FullName, "kept.zip");

            KeptInputs.Pack(from.FullName, archive, 1_500);
            KeptInputs.Unpack(archive, to);

            Assert.InRange(new FileInfo(archive).Length, 1, 1_500);
            Assert.Equal([5L, 40, 300], new DirectoryInfo(to).EnumerateFiles().Select(file => file.Length).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
