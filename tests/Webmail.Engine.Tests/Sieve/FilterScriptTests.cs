using System.Text;
using Webmail.Engine.Sieve.Language;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

public sealed class FilterScriptTests
{
    private static readonly FilterRule Simple = new()
    {
        Name = "Ours",
        Condition = new(GroupMode.All, [new FilterTest.Header(["Subject"], new TextMatch(MatchKind.Contains, ["Rechnung"]))]),
        Actions = [new FilterAction.FileInto("Rechnungen", Create: true), new FilterAction.Stop()],
    };

    [Theory]
    [MemberData(nameof(ScriptSamples.Names), MemberType = typeof(ScriptSamples))]
    public void A_rule_that_comes_and_goes_leaves_every_other_character_as_it_was(string name)
    {
        foreach (var text in (string[])[ScriptSamples.All[name], ScriptSamples.All[name].ReplaceLineEndings("\r\n")])
        {
            var script = Read(text);
            Assert.Equal(text, script.Text);
            for (var i = 0; i <= script.Entries.Length; i++)
            {
                var with = script.Insert(i, Simple, Features.All);
                var at = Index(with, "Ours");
                Assert.Equal(script.Entries.Select(entry => entry.Source.Trim()), with.Entries.RemoveAt(at).Select(entry => entry.Source.Trim()));
                var edited = with.Replace(at, Simple with { Name = "Ours\n# \"2\"; discard;", IsEnabled = false, Actions = [new FilterAction.Keep()] }, Features.All);
                Assert.Equal("Ours\n# \"2\"; discard;", ((FilterEntry.Known)edited.Entries[at]).Rule.Name);
                // A line without an end has got one when something was put behind it.
                var before = i > 0 ? script.Entries[i - 1].Source : script.Entries.IsEmpty ? "" : text[..script.Entries[0].Position.Offset].TrimEnd(' ', '\t');
                if ((before.Length == 0 || before[^1] is '\n' or '/') && !text.Contains("\";if", StringComparison.Ordinal))
                    Assert.Equal(text, edited.Remove(at).Text);
                else
                    Assert.Equal(Words(text), Words(edited.Remove(at).Text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ScriptSamples.Names), MemberType = typeof(ScriptSamples))]
    public void Entries_that_are_moved_there_and_back_are_where_they_were(string name)
    {
        var script = Read(ScriptSamples.All[name]);
        for (var i = 0; i < script.Entries.Length; i++)
        {
            if (script.Entries[i] is FilterEntry.Known { IsEditable: false } || script.Entries.Any(entry => entry is FilterEntry.Known { Owner: RuleOwner.Nextcloud or RuleOwner.SnappyMail }))
                continue;
            var to = script.Entries.Length - 1 - i;
            var moved = script.Move(i, to);
            Assert.Equal(script.Entries[i].Source.Trim(), moved.Entries[to].Source.Trim());
            Assert.Equal(script.Entries.Select(entry => entry.Source.Trim()), moved.Move(to, i).Entries.Select(entry => entry.Source.Trim()));
        }
    }

    /// <summary>The name stands in the comment of another program, of ours, and of one that writes it to the end of the line.</summary>
    [Theory]
    [InlineData("# Gr\\u00fc\u00dfe\n")]
    [InlineData("# webmail:filter \"a \\\\ \u00df \\\" z\u00e4\"\n")]
    [InlineData("# rule:[\u00e4\u00f6\u00fc]\n")]
    public void Octets_of_a_name_that_are_no_text_stay_until_the_rule_is_renamed(string comment)
    {
        var octets = Encoding.Latin1.GetBytes(comment + "if header :contains \"Subject\" \"x\" { keep; }\n");
        var script = Read(SieveText.Decode(octets));
        var rule = Assert.IsType<FilterEntry.Known>(script.Entries[0]).Rule;

        var written = Read(SieveText.Decode(SieveText.Encode(script.Replace(0, rule with { IsEnabled = false }, Features.All).Text)));
        var again = Assert.IsType<FilterEntry.Known>(written.Entries[0]).Rule;
        var renamed = written.Replace(0, again with { Name = "Neu" }, Features.All);

        Assert.True(SieveText.HasForeignOctets(rule.Name));
        Assert.Equal(rule.Name, again.Name);
        Assert.Equal("Neu", Assert.IsType<FilterEntry.Known>(renamed.Entries[0]).Rule.Name);
    }

    [Theory]
    [InlineData("programs: Roundcube: two rules", RuleOwner.Roundcube, "Rechnungen|Alles an Anna")]
    [InlineData("programs: Roundcube: a rule that is off", RuleOwner.Roundcube, "Newsletter")]
    [InlineData("programs: Roundcube: a name in other letters", RuleOwner.Roundcube, "Größe über 5 MB")]
    [InlineData("programs: Roundcube: vacation", RuleOwner.Roundcube, "Abwesenheit")]
    [InlineData("programs: SOGo: filters", RuleOwner.Other, "|")]
    [InlineData("programs: SOGo: vacation and forward", RuleOwner.Other, "|")]
    [InlineData("programs: SOGo: vacation in a period", RuleOwner.Other, "")]
    [InlineData("programs: SnappyMail: one filter", RuleOwner.SnappyMail, "Rechnungen")]
    [InlineData("programs: Nextcloud: a filter", RuleOwner.Nextcloud, "Test 1")]
    [InlineData("programs: Nextcloud: two filters", RuleOwner.Nextcloud, "A|B")]
    [InlineData("programs: Thunderbird's Sieve editor: as its assistant writes", RuleOwner.Other, "Mailing lists|Boss")]
    public void The_rules_of_other_programs_are_read_with_their_names(string sample, RuleOwner owner, string names)
    {
        var known = Read(ScriptSamples.All[sample]).Entries.OfType<FilterEntry.Known>().Where(entry => entry.Owner == owner).ToList();
        Assert.Equal(names.Split('|'), known.Select(entry => entry.Rule.Name));
    }

    [Fact]
    public void What_a_rule_can_not_say_is_locked_in_its_place()
    {
        var script = Read("require [\"fileinto\", \"variables\"];\n# first\nif true { keep; }\nset \"a\" \"b\";\nif header :is \"a\" \"${a}\" { stop; } else { keep; }\n# rule:[last]\nif size :over 5M { discard; }\n");
        Assert.Collection(script.Entries,
            entry => Assert.Equal("first", Assert.IsType<FilterEntry.Known>(entry).Rule.Name),
            entry => Assert.Equal("set \"a\" \"b\";\n", Assert.IsType<FilterEntry.Locked>(entry).Source),
            entry => Assert.Equal(5, Assert.IsType<FilterEntry.Locked>(entry).Position.Line),
            entry => Assert.Equal("last", Assert.IsType<FilterEntry.Known>(entry).Rule.Name));
    }

    [Fact]
    public void A_rule_of_Roundcube_stays_one_when_it_changes()
    {
        var script = Read(ScriptSamples.All["programs: Roundcube: two rules"]);
        var rule = ((FilterEntry.Known)script.Entries[0]).Rule;
        var renamed = script.Replace(0, rule with { Name = "Belege] \n x" }, Features.All);
        Assert.Equal(script.Text.Replace("[Rechnungen]", "[Belege]   x]", StringComparison.Ordinal), renamed.Text.Replace("]  x", "]   x", StringComparison.Ordinal));
        var off = script.Replace(0, rule with { IsEnabled = false }, Features.All).Replace(1, ((FilterEntry.Known)script.Entries[1]).Rule with { IsEnabled = false }, Features.All);
        Assert.Contains("# rule:[Alles an Anna]\nif false # true\n{\n", off.Text, StringComparison.Ordinal);
        Assert.All(off.Entries, entry => Assert.False(Assert.IsType<FilterEntry.Known>(entry).Rule.IsEnabled));
        var on = off.Replace(1, ((FilterEntry.Known)off.Entries[1]).Rule with { IsEnabled = true }, Features.All);
        Assert.Contains("if true {\n    redirect :copy \"anna@example.org\";", on.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_SnappyMail_that_changes_becomes_ours_and_leaves_its_notes()
    {
        var script = Read(ScriptSamples.All["programs: SnappyMail: one filter"]);
        var rule = ((FilterEntry.Known)script.Entries[0]).Rule;
        var changed = script.Replace(0, rule with { Actions = [new FilterAction.Discard()] }, Features.All);
        Assert.DoesNotContain("FILTER", changed.Text, StringComparison.Ordinal);
        Assert.Contains("# RAINLOOP:SIEVE", changed.Text, StringComparison.Ordinal);
        Assert.Equal((RuleOwner.Webmail, "Rechnungen"), Assert.IsType<FilterEntry.Known>(Assert.Single(changed.Entries)) is var known ? (known.Owner, known.Rule.Name) : default);
    }

    [Fact]
    public void Rules_that_Nextcloud_writes_are_left_to_it()
    {
        var script = Read(ScriptSamples.All["programs: Nextcloud: two filters"]);
        Assert.Throws<ArgumentException>(() => script.Remove(0));
        Assert.Throws<ArgumentException>(() => script.Replace(1, Simple, Features.All));
        Assert.Throws<ArgumentException>(() => script.Move(0, 2));
        // Between its two rules means before both: its part is written anew as a whole.
        var between = script.Insert(1, Simple, Features.All);
        Assert.Equal(["Ours", "A", "B", ""], between.Entries.OfType<FilterEntry.Known>().Select(entry => entry.Rule.Name));
        var mark = between.Text.IndexOf("# FILTER:", StringComparison.Ordinal);
        Assert.True(between.Text.IndexOf("webmail:filter", StringComparison.Ordinal) < between.Text.LastIndexOf("### Nextcloud", mark, StringComparison.Ordinal));
        Assert.Equal(RuleOwner.Other, Assert.IsType<FilterEntry.Known>(script.Entries[2]).Owner);
        Assert.Equal(["A", "B", "Ours", ""], script.Insert(2, Simple, Features.All).Entries.OfType<FilterEntry.Known>().Select(entry => entry.Rule.Name));
    }

    [Fact]
    public void Our_require_names_what_our_rules_need_and_nobody_else_asks_for()
    {
        var script = Read("require [\"fileinto\"];\nif true { fileinto \"x\"; }\n");
        var one = script.Insert(1, Simple, Features.All);
        Assert.Contains("require [\"fileinto\"];\nrequire [\"mailbox\"]; # webmail:require\nif true", one.Text, StringComparison.Ordinal);
        var two = one.Insert(2, Simple with { Actions = [new FilterAction.ChangeFlags(FlagChange.Add, [@"\Seen"])] }, Features.All);
        Assert.Contains("require [\"imap4flags\", \"mailbox\"]; # webmail:require\n", two.Text, StringComparison.Ordinal);
        Assert.Equal(script.Text, two.Remove(2).Remove(1).Text);
    }

    [Fact]
    public void Our_require_keeps_what_others_came_to_rely_on()
    {
        var script = Read("require [\"copy\", \"mailbox\", \"vnd.other\"]; # webmail:require\nif false { keep; } else { redirect :copy \"a@b.example\"; }\n# webmail:filter \"Ours\"\nif true { stop; }\n");
        Assert.Contains("require [\"copy\", \"vnd.other\"]; # webmail:require\nif false", script.Remove(1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_would_be_replaced_by_variables_is_refused_and_elsewhere_it_is_text()
    {
        var rule = Simple with { Condition = new(GroupMode.All, [new FilterTest.Header(["Subject"], new TextMatch(MatchKind.Is, ["${1}"]))]) };
        var script = Read("require \"variables\";\n");
        Assert.Equal([new RuleProblem(RuleProblemKind.WouldBeReplaced, "${1}")], RuleCheck.Problems(rule, Features.All, script.Expands));
        Assert.Throws<ArgumentException>(() => script.Insert(0, rule, Features.All));
        Assert.Equal("${1}", ((FilterTest.Header)((FilterEntry.Known)FilterScript.Empty.Insert(0, rule, Features.All).Entries[0]).Rule.Condition.Tests[0]).Match.Keys[0]);
        Assert.IsType<FilterEntry.Locked>(Read("require \"variables\";\nif header :is \"a\" \"${1}\" { keep; }").Entries[0]);
    }

    [Fact]
    public void A_script_of_a_megabyte_is_a_list_of_rules_like_any_other()
    {
        const string rule = "# rule:[x]\nif header :contains \"subject\" \"a\" { stop; }\n";
        var text = string.Concat(Enumerable.Repeat(rule, 1024 * 1024 / rule.Length));
        var script = Read(text);
        Assert.Equal(text.Length / rule.Length, script.Entries.Length);
        var changed = script.Insert(9_000, Simple, Features.All).Move(9_000, 3);
        Assert.Equal("Ours", ((FilterEntry.Known)changed.Entries[3]).Rule.Name);
        Assert.Equal(text, changed.Remove(3).Text);
    }

    [Fact]
    public void A_script_that_is_none_says_where()
    {
        Assert.False(FilterScript.TryRead("keep;\nkeep", out _, out var error));
        Assert.Equal(2, error.Position.Line);
    }

    private static FilterScript Read(string text)
    {
        Assert.True(FilterScript.TryRead(text, out var script, out var error), $"{error}");
        return script;
    }

    private static string Words(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static int Index(FilterScript script, string name) =>
        script.Entries.Select((entry, i) => (entry, i)).Single(pair => pair.entry is FilterEntry.Known { Owner: RuleOwner.Webmail } known && known.Rule.Name == name).i;
}
