using System.Collections.Immutable;

namespace Webmail.Engine.Sieve.Language;

/// <summary>Makes commands of tokens (RFC 5228 8.2). For one script.</summary>
internal sealed class SieveParser(List<SieveToken> tokens)
{
    private int at;

    private SieveToken Now => tokens[at];

    /// <summary>The commands of the script, and the end token with what stands before it.</summary>
    /// <exception cref="SieveSyntaxException">It is no script.</exception>
    public (ImmutableArray<SieveCommand> Commands, SieveToken End) Read()
    {
        var commands = ReadCommands(0);
        if (Now.Kind != SieveTokenKind.End)
            throw Unexpected(SieveFault.ExpectedCommand);
        return (commands, Now);
    }

    private ImmutableArray<SieveCommand> ReadCommands(int depth)
    {
        var commands = ImmutableArray.CreateBuilder<SieveCommand>();
        while (Now.Kind == SieveTokenKind.Identifier)
            commands.Add(ReadCommand(depth));
        return commands.ToImmutable();
    }

    private SieveCommand ReadCommand(int depth)
    {
        var name = Take();
        var arguments = ReadArguments();
        var tests = ReadTests(0);
        var open = Now;
        if (open.Is(';'))
            return new SieveCommand(name, arguments, tests, Take(), [], null);
        if (!open.Is('{'))
            throw Unexpected(SieveFault.ExpectedEndOfCommand);
        if (depth >= SieveScript.MaxNesting)
            throw Unexpected(SieveFault.NestedTooDeep);
        Take();
        var block = ReadCommands(depth + 1);
        if (Now.Kind == SieveTokenKind.End)
            throw new SieveSyntaxException(SieveFault.UnclosedBlock, open.Position, open.Text);
        if (!Now.Is('}'))
            throw Unexpected(SieveFault.ExpectedCommand);
        return new SieveCommand(name, arguments, tests, open, block, Take());
    }

    private ImmutableArray<SieveArgument> ReadArguments()
    {
        var arguments = ImmutableArray.CreateBuilder<SieveArgument>();
        while (true)
        {
            switch (Now.Kind)
            {
                case SieveTokenKind.Tag:
                    arguments.Add(new SieveArgument.Tag(Now.Value, [Take()]));
                    break;
                case SieveTokenKind.Number:
                    SieveLexer.TryNumber(Now.Text, out var number);
                    arguments.Add(new SieveArgument.Number(number, [Take()]));
                    break;
                case SieveTokenKind.Quoted or SieveTokenKind.MultiLine:
                    arguments.Add(new SieveArgument.Strings([Now.Value], false, [Take()]));
                    break;
                case SieveTokenKind.Punctuation when Now.Is('['):
                    arguments.Add(ReadList());
                    break;
                default:
                    return arguments.ToImmutable();
            }
        }
    }

    private SieveArgument.Strings ReadList()
    {
        var written = ImmutableArray.CreateBuilder<SieveToken>();
        var values = ImmutableArray.CreateBuilder<string>();
        written.Add(Take());
        // RFC 5228 8.2 wants at least one string; Pigeonhole and Roundcube write and take an empty list.
        while (!Now.Is(']'))
        {
            if (Now.Kind is not (SieveTokenKind.Quoted or SieveTokenKind.MultiLine))
                throw Unexpected(SieveFault.ExpectedString);
            values.Add(Now.Value);
            written.Add(Take());
            if (Now.Is(']'))
                break;
            if (!Now.Is(','))
                throw Unexpected(SieveFault.ExpectedCommaOrEnd);
            written.Add(Take());
            if (Now.Is(']'))
                throw Unexpected(SieveFault.ExpectedString);
        }

        written.Add(Take());
        return new SieveArgument.Strings(values.ToImmutable(), true, written.ToImmutable());
    }

    private SieveTestList ReadTests(int depth)
    {
        if (depth > SieveScript.MaxNesting)
            throw Unexpected(SieveFault.NestedTooDeep);
        if (Now.Kind == SieveTokenKind.Identifier)
            return new SieveTestList(null, [ReadTest(depth)], [], null);
        if (!Now.Is('('))
            return SieveTestList.None;
        var open = Take();
        var tests = ImmutableArray.CreateBuilder<SieveTest>();
        var commas = ImmutableArray.CreateBuilder<SieveToken>();
        while (true)
        {
            if (Now.Kind != SieveTokenKind.Identifier)
                throw Unexpected(SieveFault.ExpectedTest);
            tests.Add(ReadTest(depth));
            if (Now.Is(')'))
                return new SieveTestList(open, tests.ToImmutable(), commas.ToImmutable(), Take());
            if (!Now.Is(','))
                throw Unexpected(SieveFault.ExpectedCommaOrEnd);
            commas.Add(Take());
        }
    }

    private SieveTest ReadTest(int depth) => new(Take(), ReadArguments(), ReadTests(depth + 1));

    private SieveToken Take() => tokens[at++];

    private SieveSyntaxException Unexpected(SieveFault fault) => new(fault, Now.Position, Now.Text);
}
