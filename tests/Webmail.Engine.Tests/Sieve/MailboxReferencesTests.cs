using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sieve.Rules;

namespace Webmail.Engine.Tests.Sieve;

/// <summary>Mailboxes that a script names are found and renamed wherever they stand, and nothing else is touched.</summary>
public sealed class MailboxReferencesTests
{
    private const string Script = """
        require ["fileinto", "mailbox", "variables"]; # "Old"
        # rule:[Old]
        if header :contains "Subject" "Old" { fileinto :copy "Old" ; stop; }
        if mailboxexists ["Old/Sub", "Else"] { if true { fileinto :flags "Old" :create text:
        Old
        .
        ; } } else { fileinto "Older"; vacation :fcc "Old" "Old"; }
        set "Old" "x"; fileinto "${Old}";
        """;

    [Fact]
    public void A_mailbox_and_all_below_it_get_another_name_and_the_rest_stays()
    {
        var renamed = MailboxReferences.Rename(Script, "Old", "N\"eu", '/');
        Assert.Equal(
            Script.Replace(":copy \"Old\"", ":copy \"N\\\"eu\"", StringComparison.Ordinal).Replace("\"Old/Sub\"", "\"N\\\"eu/Sub\"", StringComparison.Ordinal)
                .Replace(":fcc \"Old\"", ":fcc \"N\\\"eu\"", StringComparison.Ordinal),
            renamed);
        Assert.Equal(Script, MailboxReferences.Rename(Script, "Ol", "New", '/'));
        Assert.Equal("no script {", MailboxReferences.Rename("no script {", "Old", "New", '/'));
    }

    [Fact]
    public void A_rename_taken_back_gives_the_script_that_was_there()
    {
        var script = FilterScript.Empty.Insert(0, new FilterRule { Name = "A", Actions = [new FilterAction.FileInto("A/B"), new FilterAction.FileInto("A", Copy: true)] }, Features.All).Text;
        var renamed = MailboxReferences.Rename(script, "A", "Z/Ä \\ 1", '/');
        Assert.Equal(["Z/Ä \\ 1/B", "Z/Ä \\ 1"], MailboxReferences.In(renamed));
        Assert.Equal(script, MailboxReferences.Rename(renamed, "Z/Ä \\ 1", "A", '/'));
    }

    [Fact]
    public void What_is_missing_is_said_of_rules_and_locked_blocks_but_not_of_what_the_server_makes_or_finds_by_its_use()
    {
        var tree = MailboxTree.Build([new Mailbox { Name = "INBOX", DisplayName = "INBOX", SpecialUse = SpecialUse.Inbox }, new Mailbox { Name = "Spam", DisplayName = "Spam", SpecialUse = SpecialUse.Junk }]);
        Assert.True(FilterScript.TryRead(
            """
            fileinto "inbox";
            fileinto "Gone";
            fileinto :create "Made";
            fileinto :specialuse "\\Junk" "Also gone";
            if true { if true { fileinto "Gone too"; } }
            """, out var script, out _));
        Assert.Equal([[], ["Gone"], [], [], ["Gone too"]], script.Entries.Select(entry => MailboxReferences.Missing(entry, tree)));
        Assert.Equal([1, 4], MailboxReferences.Naming(script, ["Gone", "Gone too"]));
        Assert.All(script.Entries, entry => Assert.Empty(MailboxReferences.Missing(entry, MailboxTree.Empty)));
    }
}
