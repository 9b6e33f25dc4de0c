using Webmail.Engine.Sieve.Language;

namespace Webmail.Engine.Sieve.Rules;

/// <summary>Reads the commands that do something.</summary>
internal static class ActionReader
{
    // RFC 5230 4.1: what is more than a year is no time between two answers.
    private const long MostSeconds = 366L * 24 * 60 * 60;

    /// <summary>The action; null if it is none, or says more than a rule can.</summary>
    public static FilterAction? Read(SieveCommand command)
    {
        if (command.Close is not null || !command.Tests.Items.IsEmpty)
            return null;
        return command.Name switch
        {
            "fileinto" => FileInto(command),
            "addflag" or "removeflag" or "setflag" => ArgumentReading.Of(command.Arguments, "", "") is { Positional.Count: 1 } flags && flags.Strings(0) is { Values.IsEmpty: false } names
                ? new FilterAction.ChangeFlags(RuleWords.FlagChanges.First(change => change.Command == command.Name).Change, names.Values) : null,
            "keep" when command.Arguments.IsEmpty => new FilterAction.Keep(),
            "discard" when command.Arguments.IsEmpty => new FilterAction.Discard(),
            "stop" when command.Arguments.IsEmpty => new FilterAction.Stop(),
            "redirect" => ArgumentReading.Of(command.Arguments, "copy", "") is { Positional.Count: 1 } redirect && redirect.Strings(0) is { Values: [var address] }
                ? new FilterAction.Redirect(address, redirect.Has("copy")) : null,
            "reject" or "ereject" => ArgumentReading.Of(command.Arguments, "", "") is { Positional.Count: 1 } reject && reject.Strings(0) is { Values: [var reason] }
                ? new FilterAction.Reject(reason, command.Name == "ereject") : null,
            "notify" => Notify(command),
            "vacation" => Reply(command),
            _ => null,
        };
    }

    private static FilterAction.FileInto? FileInto(SieveCommand command) =>
        ArgumentReading.Of(command.Arguments, "copy create", "specialuse") is { Positional.Count: 1 } into && into.Strings(0) is { Values: [var mailbox] }
        && (!into.Has("specialuse") || into.Text("specialuse") is not null)
            ? new FilterAction.FileInto(mailbox, into.Has("copy"), into.Has("create"), into.Text("specialuse")) : null;

    private static FilterAction.Notify? Notify(SieveCommand command) =>
        ArgumentReading.Of(command.Arguments, "", "message") is { Positional.Count: 1 } notify && notify.Strings(0) is { Values: [var method] }
        && (!notify.Has("message") || notify.Text("message") is not null)
            ? new FilterAction.Notify(method, notify.Text("message")) : null;

    private static FilterAction.Reply? Reply(SieveCommand command)
    {
        if (ArgumentReading.Of(command.Arguments, "", "days seconds subject from addresses handle") is not { Positional.Count: 1 } vacation
            || vacation.Strings(0) is not { Values: [var text] } || (vacation.Has("days") && vacation.Has("seconds")))
            return null;
        var seconds = vacation.Number("seconds") ?? (vacation.Number("days") is { } days and < 1_000 ? days * 24 * 60 * 60 : null);
        if ((vacation.Has("days") || vacation.Has("seconds")) && seconds is null or > MostSeconds)
            return null;
        if (((string[])["subject", "from", "handle"]).Any(tag => vacation.Has(tag) && vacation.Text(tag) is null))
            return null;
        return new FilterAction.Reply(new VacationReply(text)
        {
            Subject = vacation.Text("subject"),
            From = vacation.Text("from"),
            Handle = vacation.Text("handle"),
            Addresses = vacation.List("addresses")?.Values ?? [],
            Between = seconds is { } between ? TimeSpan.FromSeconds(between) : null,
        });
    }
}
