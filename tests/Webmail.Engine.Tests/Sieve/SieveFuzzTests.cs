using FsCheck;
using FsCheck.Fluent;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>Whatever is read, reading ends, and what was taken is written back as it was.</summary>
public sealed class SieveFuzzTests
{
    private const int Mutations = 20_000;

    [Fact]
    public void A_script_that_was_damaged_is_refused_with_a_place_or_kept_to_the_last_character()
    {
        // The same damage each time, so that a failure can be looked at.
        var random = new Random(20_261_126);
        var samples = ScriptSamples.All.Values.Where(text => text.Length > 0).ToArray();
        var (taken, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var text = Damage(samples[random.Next(samples.Length)], samples, random);
            if (SieveScript.TryParse(text, out var script, out var error))
            {
                Assert.Equal(text, script.ToString());
                taken++;
            }
            else
            {
                Assert.InRange(error.Position.Offset, 0, text.Length);
                Assert.Equal(LineOf(text, error.Position.Offset), error.Position.Line);
                refused++;
            }
        }

        Assert.True(taken > Mutations / 10 && refused > Mutations / 10, $"{taken} taken, {refused} refused: one side was hardly tried.");
    }

    [Fact]
    public void Any_text_is_refused_or_kept() => Prop.ForAll<string>(text =>
    {
        text ??= "";
        return !SieveScript.TryParse(text, out var script, out _) || script.ToString() == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_octets_come_back() => Prop.ForAll<byte[]>(octets => SieveText.Encode(SieveText.Decode(octets)).AsSpan().SequenceEqual(octets)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_can_be_quoted() => Prop.ForAll<NonNull<string>>(given =>
    {
        // NUL is in no script (RFC 5228 8.1).
        var text = given.Get.Replace("\0", "", StringComparison.Ordinal);
        return SieveScript.TryParse($"x {SieveString.Quote(text)};", out var script, out _)
            && script.Commands is [{ Arguments: [SieveArgument.Strings { Values: [var value] }] }] && value == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_script_of_the_grammar_is_taken() => Prop.ForAll(Commands(3).ToArbitrary(), text =>
        SieveScript.TryParse(text, out var script, out _) && script.ToString() == text).QuickCheckThrowOnFailure();

    private static Gen<string> Blank { get; } = Gen.Elements(" ", "\t", "\r\n", "\n", " /* b */ ", " # h\r\n", "  ");

    private static Gen<string> Argument { get; } = Gen.Elements(":tag", "5", "7M", "\"s\"", "\"q\\\"\"", "[\"a\"]", "[ \"a\",\"b\" ]", "text:\r\n..\r\nx\r\n.\r\n");

    private static Gen<string> Test(int depth) => Gen.Choose(0, depth > 0 ? 3 : 1).SelectMany(kind => kind switch
    {
        0 => Gen.Elements("true", "false"),
        1 => Argument.ListOf(3).SelectMany(arguments => Blank.Select(blank => $"header{blank}{string.Join(blank, arguments)}")),
        2 => Test(depth - 1).Select(test => $"not {test}"),
        _ => Test(depth - 1).ListOf(2).SelectMany(tests => Blank.Select(blank => $"anyof{blank}({string.Join(blank + "," + blank, tests)}{blank})")),
    });

    private static Gen<string> Command(int depth) => Gen.Choose(0, depth > 0 ? 1 : 0).SelectMany(kind => kind switch
    {
        0 => Argument.ListOf(2).SelectMany(arguments => Blank.Select(blank => $"act{blank}{string.Join(blank, arguments)}{blank};")),
        _ => Test(depth).SelectMany(test => Commands(depth - 1).SelectMany(block => Blank.Select(blank => $"if{blank}{test}{blank}{{{blank}{block}}}"))),
    });

    private static Gen<string> Commands(int depth) => Command(depth).ListOf(3).SelectMany(commands => Blank.Select(blank => string.Join(blank, commands) + blank));

    private static string Damage(string text, string[] samples, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 8), text.Length - at);
            var other = samples[random.Next(samples.Length)];
            var from = random.Next(other.Length);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, other.Substring(from, Math.Min(random.Next(1, 30), other.Length - from))),
                2 => text.Insert(at, "\"\\;{}()[],:#/*.\r\n\0\uD800ä5K"[random.Next(22)].ToString()),
                3 => text[..at] + text[at..] + text[..at],
                _ => text.Insert(at, text.Substring(at, length)),
            };
        }

        return text;
    }

    private static int LineOf(string text, int offset) => text[..offset].Replace("\r\n", "\n", StringComparison.Ordinal).Count(character => character is '\n' or '\r') + 1;
}
