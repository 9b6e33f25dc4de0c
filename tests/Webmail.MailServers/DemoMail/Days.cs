namespace Webmail.MailServers.DemoMail;

/// <summary>Points in time as seen from the day of the demo.</summary>
internal sealed class Days(DateTimeOffset now)
{
    public DateTimeOffset Now { get; } = now;

    /// <summary>So many minutes ago: for today, whatever the time of day.</summary>
    public DateTimeOffset Minutes(int ago) => Now.AddMinutes(-ago);

    /// <summary>A time of an earlier day.</summary>
    public DateTimeOffset At(int daysAgo, int hour, int minute) => new(Now.Date.AddDays(-daysAgo).AddHours(hour).AddMinutes(minute), Now.Offset);

    /// <summary>A time of a day in office hours.</summary>
    public DateTimeOffset Office(int daysAgo, Random random) => At(daysAgo, random.Next(7, 19), random.Next(60)).AddSeconds(random.Next(60));

    /// <summary>As German text writes it.</summary>
    public static string Short(DateTimeOffset date) => date.ToString("dd.MM.yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
