namespace Webmail.Engine.Sieve.Language;

/// <summary>Which extension (RFC 5228 3.2) a command needs. What is not known here needs what its author required.</summary>
internal static class SieveExtensions
{
    private static readonly Dictionary<string, string> OfCommands = new()
    {
        ["fileinto"] = "fileinto",
        ["reject"] = "reject",
        ["ereject"] = "ereject",
        ["vacation"] = "vacation",
        ["setflag"] = "imap4flags",
        ["addflag"] = "imap4flags",
        ["removeflag"] = "imap4flags",
        ["set"] = "variables",
        ["addheader"] = "editheader",
        ["deleteheader"] = "editheader",
        ["include"] = "include",
        ["return"] = "include",
        ["global"] = "include",
        ["notify"] = "enotify",
        ["foreverypart"] = "foreverypart",
        ["break"] = "foreverypart",
        ["extracttext"] = "extracttext",
        ["replace"] = "replace",
        ["enclose"] = "enclose",
        ["convert"] = "convert",
        ["error"] = "ihave",
        ["snooze"] = "snooze",
    };

    private static readonly Dictionary<string, string> OfTests = new()
    {
        ["envelope"] = "envelope",
        ["body"] = "body",
        ["hasflag"] = "imap4flags",
        ["date"] = "date",
        ["currentdate"] = "date",
        ["string"] = "variables",
        ["duplicate"] = "duplicate",
        ["spamtest"] = "spamtest",
        ["virustest"] = "virustest",
        ["environment"] = "environment",
        ["mailboxexists"] = "mailbox",
        ["metadata"] = "mboxmetadata",
        ["metadataexists"] = "mboxmetadata",
        ["servermetadata"] = "servermetadata",
        ["servermetadataexists"] = "servermetadata",
        ["specialuse_exists"] = "special-use",
        ["mailboxidexists"] = "mailboxid",
        ["valid_notify_method"] = "enotify",
        ["notify_method_capability"] = "enotify",
        ["valid_ext_list"] = "extlists",
        ["ihave"] = "ihave",
    };

    private static readonly Dictionary<string, string> OfTags = new()
    {
        ["copy"] = "copy",
        ["create"] = "mailbox",
        ["flags"] = "imap4flags",
        ["specialuse"] = "special-use",
        ["mailboxid"] = "mailboxid",
        ["regex"] = "regex",
        ["count"] = "relational",
        ["value"] = "relational",
        ["user"] = "subaddress",
        ["detail"] = "subaddress",
        ["index"] = "index",
        ["mime"] = "mime",
        ["list"] = "extlists",
        ["fcc"] = "fcc",
        ["percent"] = "spamtestplus",
    };

    /// <summary>The comparators that every server has (RFC 5228 2.7.3).</summary>
    private static readonly string[] OwnComparators = ["i;octet", "i;ascii-casemap"];

    /// <summary>Whether this class can tell if an extension is used.</summary>
    public static bool IsKnown(string extension) =>
        OfCommands.ContainsValue(extension) || OfTests.ContainsValue(extension) || OfTags.ContainsValue(extension)
        || extension is "vacation-seconds" || extension.StartsWith("comparator-", StringComparison.Ordinal);

    /// <summary>The extensions that commands use, with all that stands in their blocks and tests.</summary>
    public static HashSet<string> UsedBy(IEnumerable<SieveCommand> commands)
    {
        var used = new HashSet<string>();
        foreach (var command in commands)
            Add(command, used);
        return used;
    }

    private static void Add(SieveCommand command, HashSet<string> used)
    {
        if (OfCommands.TryGetValue(command.Name, out var extension))
            used.Add(extension);
        if (command.Name == "vacation" && command.Arguments.OfType<SieveArgument.Tag>().Any(tag => tag.Name == "seconds"))
            used.Add("vacation-seconds");
        AddArguments(command.Arguments, used);
        foreach (var test in command.Tests.Items)
            Add(test, used);
        foreach (var inner in command.Block)
            Add(inner, used);
    }

    private static void Add(SieveTest test, HashSet<string> used)
    {
        if (OfTests.TryGetValue(test.Name, out var extension))
            used.Add(extension);
        AddArguments(test.Arguments, used);
        // RFC 5260 6: of the header tests only; duplicate has a :last of its own.
        if (test.Name is "header" or "address" or "date" && test.Arguments.OfType<SieveArgument.Tag>().Any(tag => tag.Name == "last"))
            used.Add("index");
        foreach (var inner in test.Tests.Items)
            Add(inner, used);
    }

    private static void AddArguments(IReadOnlyList<SieveArgument> arguments, HashSet<string> used)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not SieveArgument.Tag tag)
                continue;
            if (OfTags.TryGetValue(tag.Name, out var extension))
                used.Add(extension);
            if (tag.Name == "comparator" && i + 1 < arguments.Count && arguments[i + 1] is SieveArgument.Strings { Values: [var name] } && !OwnComparators.Contains(name))
                used.Add($"comparator-{name}");
        }
    }
}
