using System.Collections.Immutable;
using System.Globalization;
using Webmail.Engine.Sieve.Rules;
using Webmail.Engine.Submission;

namespace Webmail.Web.UI.Away;

/// <summary>Out-of-office as it is typed: days and times in the person's time zone.</summary>
public sealed class VacationForm
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\r', '\n'];

    /// <summary>The first day; null: from now on.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>When it begins on <see cref="FirstDay"/>.</summary>
    public TimeOnly FirstTime { get; set; }

    /// <summary>The last day; null: until it is turned off.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>When it ends on <see cref="LastDay"/>.</summary>
    public TimeOnly LastTime { get; set; } = new(23, 59);

    /// <summary>Only people who were written to get an answer.</summary>
    public bool OnlyKnown { get; set; }

    /// <summary>Only on these days of the week; none: on all.</summary>
    public HashSet<DayOfWeek> Weekdays { get; } = [];

    /// <summary>From this time of a day on; null: from midnight.</summary>
    public TimeOnly? FromHour { get; set; }

    /// <summary>Until this time of a day; null: until midnight.</summary>
    public TimeOnly? UntilHour { get; set; }

    /// <summary>The subject; empty: the server makes one.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The words.</summary>
    public string Text { get; set; } = "";

    /// <summary>People outside of <see cref="Domains"/> get other words.</summary>
    public bool HasOutside { get; set; }

    /// <summary>The domains whose people are inside.</summary>
    public string Domains { get; set; } = "";

    /// <summary>The subject for people outside.</summary>
    public string OutsideSubject { get; set; } = "";

    /// <summary>The words for people outside.</summary>
    public string OutsideText { get; set; } = "";

    /// <summary>The same sender is answered once in so many days.</summary>
    public int Days { get; set; } = 7;

    /// <summary>Own addresses besides the account's.</summary>
    public string Addresses { get; set; } = "";

    /// <summary>The form for what is set up.</summary>
    /// <param name="vacation">What is set up.</param>
    /// <param name="zone">The person's time zone.</param>
    public static VacationForm Of(Vacation vacation, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(vacation);
        var form = new VacationForm
        {
            OnlyKnown = !vacation.OnlyTo.IsEmpty,
            FromHour = vacation.FromTime,
            UntilHour = vacation.UntilTime,
            Subject = vacation.Reply.Subject ?? "",
            Text = vacation.Reply.Text.ReplaceLineEndings("\n").TrimEnd('\n'),
            HasOutside = vacation.OutsideReply is not null,
            Domains = string.Join(", ", vacation.InsideDomains),
            OutsideSubject = vacation.OutsideReply?.Subject ?? "",
            OutsideText = vacation.OutsideReply?.Text.ReplaceLineEndings("\n").TrimEnd('\n') ?? "",
            Days = vacation.Reply.Between is { } between ? Math.Max(1, (int)Math.Ceiling(between.TotalDays)) : 7,
            Addresses = string.Join(", ", vacation.Reply.Addresses),
        };
        form.Weekdays.UnionWith(vacation.Weekdays);
        if (vacation.From is { } from)
            (form.FirstDay, form.FirstTime) = Local(from, zone);
        if (vacation.Until is { } until)
            (form.LastDay, form.LastTime) = Local(until, zone);
        return form;
    }

    /// <summary>When it begins.</summary>
    public DateTimeOffset? From(TimeZoneInfo zone) => Moment(FirstDay, FirstTime, zone);

    /// <summary>When it ends.</summary>
    public DateTimeOffset? Until(TimeZoneInfo zone) => Moment(LastDay, LastTime, zone);

    /// <summary>Whether it needs to know the day or the time.</summary>
    public bool HasHours => Weekdays.Count > 0 || FromHour is not null || UntilHour is not null;

    /// <summary>How far <paramref name="zone"/> is from UTC when it begins, as Sieve has it: <c>+0100</c>.</summary>
    public static string OffsetOf(TimeZoneInfo zone, DateTimeOffset moment)
    {
        var offset = zone.GetUtcOffset(moment);
        return string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hhmm}");
    }

    /// <summary>All that is wrong with it.</summary>
    /// <param name="zone">The person's time zone.</param>
    /// <param name="now">What has ended by now is no time to end at.</param>
    /// <param name="known">How many people were written to.</param>
    public IReadOnlyList<VacationFault> Check(TimeZoneInfo zone, DateTimeOffset now, int known)
    {
        var faults = new List<VacationFault>();
        if (FirstDay is { } first && !IsUsual(first))
            faults.Add(new(VacationField.From, "Fault_DayInvalid"));
        if (LastDay is { } last && !IsUsual(last))
            faults.Add(new(VacationField.Until, "Fault_DayInvalid"));
        else if (Until(zone) is { } until && until <= From(zone))
            faults.Add(new(VacationField.Until, "Fault_EndBeforeStart"));
        else if (Until(zone) <= now)
            faults.Add(new(VacationField.Until, "Fault_EndIsPast"));
        if (OnlyKnown && known == 0)
            faults.Add(new(VacationField.Audience, "Fault_NobodyKnown"));
        if (FromHour is { } fromHour && fromHour == UntilHour)
            faults.Add(new(VacationField.Hours, "Fault_SameHours"));
        Check(Text, Subject, VacationField.Text, VacationField.Subject, faults);
        if (HasOutside)
        {
            if (Split(Domains) is [])
                faults.Add(new(VacationField.Domains, "Fault_DomainMissing"));
            else if (Split(Domains).FirstOrDefault(domain => !IsAddress("a@" + domain)) is { } wrong)
                faults.Add(new(VacationField.Domains, "Fault_DomainInvalid", wrong));
            Check(OutsideText, OutsideSubject, VacationField.OutsideText, VacationField.OutsideSubject, faults);
        }

        if (Split(Addresses).FirstOrDefault(address => !IsAddress(address)) is { } invalid)
            faults.Add(new(VacationField.Addresses, "Fault_AddressInvalid", invalid));
        return faults;
    }

    /// <summary>What is to be set up.</summary>
    /// <param name="zone">The person's time zone.</param>
    /// <param name="now">For days and hours that begin at once.</param>
    /// <param name="sender">The sender of the answers; null: the account.</param>
    /// <param name="known">Whom the person has written to.</param>
    public Vacation Make(TimeZoneInfo zone, DateTimeOffset now, string? sender, ImmutableArray<string> known)
    {
        VacationReply Reply(string subject, string text) => new(text.ReplaceLineEndings("\r\n") + "\r\n")
        {
            Subject = string.IsNullOrWhiteSpace(subject) ? null : subject.Trim(),
            Between = TimeSpan.FromDays(Days),
            Addresses = [.. Split(Addresses)],
            From = sender,
        };
        var from = From(zone);
        return new Vacation(Reply(Subject, Text))
        {
            From = from,
            Until = Until(zone),
            Weekdays = [.. Weekdays.Order()],
            FromTime = FromHour,
            UntilTime = UntilHour,
            Zone = HasHours ? OffsetOf(zone, from > now ? from.Value : now) : null,
            OnlyTo = OnlyKnown ? known : [],
            SkipsSpam = true,
            InsideDomains = HasOutside ? [.. Split(Domains).Select(domain => domain.ToLowerInvariant())] : [],
            OutsideReply = HasOutside ? Reply(OutsideSubject, OutsideText) : null,
        };
    }

    private static void Check(string text, string subject, VacationField textField, VacationField subjectField, List<VacationFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(new(textField, "Fault_TextMissing"));
        if (subject.Any(char.IsControl))
            faults.Add(new(subjectField, "Fault_SubjectInvalid"));
    }

    private static string[] Split(string typed) => [.. typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static bool IsAddress(string typed) => Recipients.Parse(typed) is [{ IsValid: true, Name: "" }];

    private static (DateOnly Day, TimeOnly Time) Local(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    // What is further off was typed by mistake, and time zones end somewhere.
    private static bool IsUsual(DateOnly day) => day.Year is >= 2000 and < 2200;

    // A time that a clock passes over in spring is taken as if the clock had not been changed yet.
    private static DateTimeOffset? Moment(DateOnly? day, TimeOnly time, TimeZoneInfo zone) =>
        day is { } known && IsUsual(known) && known.ToDateTime(time) is var local ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : null;
}
