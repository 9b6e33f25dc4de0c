using System.Collections.Immutable;
using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Evaluation;

/// <summary>Runs the commands of a script for one message and notes what they do.</summary>
internal sealed class ScriptRun
{
    private const string Inbox = "INBOX";
    private readonly SieveVariables variables;
    private readonly EvaluationLimit limit;
    private readonly TestRun tests;
    private readonly List<SieveEffect> effects = [];
    private bool keepsByItself = true;
    private bool hasStopped;

    public ScriptRun(SieveMessage message, bool hasVariables, EvaluationLimit limit, TimeProvider time)
    {
        (variables, this.limit) = (new SieveVariables(hasVariables), limit);
        tests = new TestRun(message, variables, limit, time);
        variables.Set("", string.Join(' ', message.Flags));
    }

    /// <summary>Runs all commands; then the message is kept if nothing took it away (RFC 5228 2.10.2).</summary>
    public ImmutableArray<SieveEffect> Run(IReadOnlyList<SieveCommand> commands)
    {
        RunBlock(commands);
        if (keepsByItself)
            Store(Inbox, null);
        return [.. effects];
    }

    private void RunBlock(IReadOnlyList<SieveCommand> commands)
    {
        var isDecided = true;
        foreach (var command in commands)
        {
            if (hasStopped)
                return;
            limit.Step();
            if (command.Name is not ("if" or "elsif" or "else"))
            {
                Run(command);
                continue;
            }

            if (command.Name == "if")
                isDecided = false;
            if (!isDecided && (command.Name == "else" || (command.Tests.Items is [var test] && tests.Holds(test))))
            {
                isDecided = true;
                RunBlock(command.Block);
            }
        }
    }

    private void Run(SieveCommand command)
    {
        switch (command.Name)
        {
            case "require":
                break;
            case "stop":
                hasStopped = true;
                break;
            case "keep":
                keepsByItself = false;
                Store(Inbox, Read(command, "", "flags", 0).List("flags"));
                break;
            case "discard":
                keepsByItself = false;
                break;
            case "fileinto":
                var into = Read(command, "copy create", "flags specialuse mailboxid", 1);
                keepsByItself &= into.Has("copy");
                Store(Strings(into, 0).First(), into.List("flags"));
                break;
            case "redirect":
                var redirect = Read(command, "copy", "", 1);
                keepsByItself &= redirect.Has("copy");
                Add(new SieveEffect.Redirected(Strings(redirect, 0).First()));
                break;
            case "reject" or "ereject":
                keepsByItself = false;
                Add(new SieveEffect.Rejected(Strings(Read(command, "", "", 1), 0).First()));
                break;
            case "vacation":
                Add(new SieveEffect.Answered(Strings(Read(command, "mime create", "days seconds subject from addresses handle fcc flags specialuse", 1), 0).First()));
                break;
            case "notify":
                Add(new SieveEffect.Notified(Strings(Read(command, "", "from importance options message fcc", 1), 0).First()));
                break;
            case "setflag" or "addflag" or "removeflag":
                var flags = Read(command, "", "", command.Arguments.Length == 2 ? 2 : 1);
                var name = flags.Positional.Count == 2 ? Strings(flags, 0).First() : "";
                variables.Set(name, FlagList.Change(command.Name, variables.Get(name), Strings(flags, flags.Positional.Count - 1)));
                break;
            case "set":
                Set(command);
                break;
            default:
                throw new SieveEvaluationException(EvaluationProblem.NotImitated, command.Name);
        }
    }

    private void Set(SieveCommand command)
    {
        var modifiers = command.Arguments.OfType<SieveArgument.Tag>().Select(tag => tag.Name).OrderByDescending(SieveVariables.Precedence).ToList();
        var read = Read(command, string.Join(' ', modifiers), "", 2);
        var value = Strings(read, 1).First();
        foreach (var modifier in modifiers)
            value = SieveVariables.Modify(modifier, value) ?? throw new SieveEvaluationException(EvaluationProblem.NotImitated, modifier);
        variables.Set(Strings(read, 0).First(), value);
    }

    private void Store(string mailbox, SieveArgument.Strings? flags)
    {
        // RFC 5232 5: the tag counts instead of what was collected.
        var given = FlagList.Read(flags is null ? [variables.Get("")] : flags.Values.Select(variables.Expand));
        var same = effects.FindIndex(effect => effect is SieveEffect.Stored stored && Mailbox(stored.Mailbox) == Mailbox(mailbox));
        if (same < 0)
            effects.Add(new SieveEffect.Stored(Mailbox(mailbox), [.. given]));
        else
            effects[same] = new SieveEffect.Stored(Mailbox(mailbox), [.. FlagList.Read(((SieveEffect.Stored)effects[same]).Flags.Concat(given))]);
    }

    private static string Mailbox(string name) => name.Equals(Inbox, StringComparison.OrdinalIgnoreCase) ? Inbox : name;

    // RFC 5228 2.10.3: what is done twice is done once.
    private void Add(SieveEffect effect)
    {
        if (!effects.Contains(effect))
            effects.Add(effect);
    }

    private IEnumerable<string> Strings(ArgumentReading read, int index) =>
        read.Strings(index) is { Values.IsEmpty: false } strings ? strings.Values.Select(variables.Expand) : throw new SieveEvaluationException(EvaluationProblem.Wrong, "string");

    private static ArgumentReading Read(SieveCommand command, string plain, string valued, int count) =>
        ArgumentReading.Of(command.Arguments, plain, valued) is { } read && read.Positional.Count == count
            ? read : throw new SieveEvaluationException(command.Arguments.OfType<SieveArgument.Tag>().Any() ? EvaluationProblem.NotImitated : EvaluationProblem.Wrong, command.Name);
}
