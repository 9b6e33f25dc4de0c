using System.Text.Json;
using Webmail.Engine.Sieve.Rules;
using Webmail.Web.UI.Away;

namespace Webmail.Web.Tests.UI;

public sealed class VacationFormTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Days_and_times_are_those_of_the_persons_time_zone()
    {
        var form = Filled();
        (form.FirstDay, form.FirstTime, form.LastDay) = (new DateOnly(2026, 12, 21), new TimeOnly(8, 0), new DateOnly(2027, 4, 10));
        var vacation = form.Make(Berlin, Now, null, []);
        Assert.Equal(new DateTimeOffset(2026, 12, 21, 7, 0, 0, TimeSpan.Zero), vacation.From);
        // Summer time by then.
        Assert.Equal(new DateTimeOffset(2027, 4, 10, 21, 59, 0, TimeSpan.Zero), vacation.Until);
        Assert.Null(vacation.Zone);
        form.FromHour = new TimeOnly(17, 0);
        Assert.Equal("+0100", form.Make(Berlin, Now, null, []).Zone);
        Assert.Equal("-0330", VacationForm.OffsetOf(TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns"), Now));
    }

    [Fact]
    public void What_was_set_up_is_typed_in_again()
    {
        var form = Filled();
        (form.FirstDay, form.LastDay, form.OnlyKnown, form.FromHour, form.UntilHour) = (new DateOnly(2026, 12, 21), new DateOnly(2027, 1, 10), true, new TimeOnly(17, 0), new TimeOnly(8, 0));
        form.Weekdays.UnionWith([DayOfWeek.Sunday, DayOfWeek.Monday]);
        (form.HasOutside, form.Domains, form.OutsideText, form.OutsideSubject, form.Addresses, form.Days) = (true, "Example.org, b.example", "Away", "Out", "info@example.org, b@c.example", 3);
        var vacation = form.Make(Berlin, Now, "A <a@example.org>", ["x@y.example"]);
        var again = VacationForm.Of(vacation, Berlin).Make(Berlin, Now, "A <a@example.org>", ["x@y.example"]);
        Assert.Equal(JsonSerializer.Serialize(vacation), JsonSerializer.Serialize(again));
        Assert.Equal(["example.org", "b.example"], vacation.InsideDomains);
        Assert.Equal(("Weg.\r\nBis bald\r\n", TimeSpan.FromDays(3), true), (vacation.Reply.Text, vacation.Reply.Between, vacation.SkipsSpam));
    }

    [Fact]
    public void Each_wrong_field_is_named()
    {
        Assert.Empty(Filled().Check(Berlin, Now, 0));
        foreach (var (change, field, text) in ((Action<VacationForm>, VacationField, string)[])
            [
                (form => form.Text = " \n", VacationField.Text, "Fault_TextMissing"),
                (form => form.Subject = "a\u0007b", VacationField.Subject, "Fault_SubjectInvalid"),
                (form => (form.FirstDay, form.LastDay) = (new DateOnly(2027, 1, 2), new DateOnly(2027, 1, 1)), VacationField.Until, "Fault_EndBeforeStart"),
                (form => form.LastDay = new DateOnly(2026, 11, 25), VacationField.Until, "Fault_EndIsPast"),
                (form => form.FirstDay = DateOnly.MinValue, VacationField.From, "Fault_DayInvalid"),
                (form => form.LastDay = DateOnly.MaxValue, VacationField.Until, "Fault_DayInvalid"),
                (form => form.OnlyKnown = true, VacationField.Audience, "Fault_NobodyKnown"),
                (form => form.FromHour = form.UntilHour = new TimeOnly(8, 0), VacationField.Hours, "Fault_SameHours"),
                (form => form.Addresses = "a@example.org, kaputt", VacationField.Addresses, "Fault_AddressInvalid"),
                (form => (form.HasOutside, form.OutsideText) = (true, "x"), VacationField.Domains, "Fault_DomainMissing"),
                (form => (form.HasOutside, form.OutsideText, form.Domains) = (true, "x", "a b@c"), VacationField.Domains, "Fault_DomainInvalid"),
                (form => (form.HasOutside, form.Domains) = (true, "b.example"), VacationField.OutsideText, "Fault_TextMissing"),
            ])
        {
            var form = Filled();
            change(form);
            var fault = Assert.Single(form.Check(Berlin, Now, 0));
            Assert.Equal((field, text), (fault.Field, fault.Text));
        }
    }

    [Fact]
    public void It_is_off_scheduled_active_or_over()
    {
        var vacation = new Vacation(new VacationReply("x")) { From = Now, Until = Now.AddDays(1) };
        Assert.Equal(
            [VacationState.Off, VacationState.Off, VacationState.Scheduled, VacationState.Active, VacationState.Over],
            [default(Vacation).At(Now), (vacation with { IsEnabled = false }).At(Now), vacation.At(Now.AddSeconds(-1)), vacation.At(Now), vacation.At(Now.AddDays(1))]);
    }

    private static VacationForm Filled() => new() { Text = "Weg.\nBis bald" };
}
