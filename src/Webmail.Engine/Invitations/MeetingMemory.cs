using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Webmail.Engine.Storage;

namespace Webmail.Engine.Invitations;

/// <summary>
/// Remembers of the events that people were invited to which state came last and what they answered. No message says so: see ADR 20. One for
/// the program; safe for many callers, of several programs too.
/// </summary>
/// <param name="databases">Where the rows are.</param>
/// <param name="sealing">The host's seal.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of a database that is away.</param>
public sealed partial class MeetingMemory(IDbContextFactory<WebmailDb> databases, Sealing sealing, TimeProvider time, ILogger<MeetingMemory> logger)
{
    /// <summary>Events that are remembered of one account; those that nothing came of for the longest time go first.</summary>
    public const int Most = 1_000;

    // Another tab or program may note the same at the same time: then it is there when one looks again.
    private const int Attempts = 3;

    /// <summary>
    /// Notes that an invitation came, and says what is remembered of its event. A database that is away is logged and costs what it would have
    /// said: the message can be read all the same.
    /// </summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="standing">The invitation by itself.</param>
    /// <param name="isForged">The message passes for somebody else's: nothing that it says is noted.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task<InvitationStanding> LookAsync(string accountId, InvitationStanding standing, bool isForged, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(standing);
        if (standing.Invitation.Main is not { Uid.Length: > 0 } main)
            return standing;
        try
        {
            var version = EventVersion.Of(main);
            var isNoted = !isForged && standing.SpeaksFor is null && main.Organizer is not null && standing.Invitation.Method is CalendarMethod.Request or CalendarMethod.Cancel;
            var notes = isNoted
                ? await ChangeAsync(accountId, main, known => MeetingNotes.Note(known, version, standing.IsCancelled), cancellationToken)
                : await FindAsync(accountId, IdOf(accountId, main), cancellationToken);
            var series = main.Instance is null ? null : await FindAsync(accountId, IdOf(accountId, main with { Instance = null }), cancellationToken);
            return standing with
            {
                IsOutdated = notes is not null && version.CompareTo(notes.Last) < 0,
                IsUpdate = notes is not null && version.CompareTo(notes.First) > 0,
                // Some organisers cancel without counting on.
                IsWithdrawn = notes?.Cancelled is { } cancelled && cancelled.CompareTo(version) >= 0 || series?.Cancelled is { } all && all.Sequence >= version.Sequence,
                Answer = notes?.Answer ?? series?.Answer,
            };
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException)
        {
            LogAway(fault.GetType().Name);
            return standing;
        }
    }

    /// <summary>Remembers an answer.</summary>
    /// <exception cref="DbException">The database is away.</exception>
    /// <exception cref="DbUpdateException">It does not take it.</exception>
    public Task RememberAsync(string accountId, InvitedEvent one, GivenAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(one);
        var version = EventVersion.Of(one);
        return ChangeAsync(
            accountId, one, known => (known ?? new MeetingNotes { First = version, Last = version }) with { Answer = answer, Previous = known?.Answer }, cancellationToken);
    }

    /// <summary>Forgets an answer that was not sent: what was answered before holds again.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="answerId">The message in the outbox.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="DbException">The database is away.</exception>
    public async Task ForgetAsync(string accountId, Guid answerId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Meetings.SingleOrDefaultAsync(m => m.AccountId == accountId && m.AnswerId == answerId, cancellationToken) is not { } row || Open(row) is not { } notes)
            return;
        Write(row, notes with { Answer = notes.Previous, Previous = null });
        await database.SaveChangesAsync(cancellationToken);
    }

    private async Task<MeetingNotes?> FindAsync(string accountId, Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == accountId && m.Id == id, cancellationToken) is { } row ? Open(row) : null;
    }

    private async Task<MeetingNotes> ChangeAsync(string accountId, InvitedEvent one, Func<MeetingNotes?, MeetingNotes> change, CancellationToken cancellationToken)
    {
        var id = IdOf(accountId, one);
        for (var attempt = 1; ; attempt++)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var row = await database.Meetings.SingleOrDefaultAsync(m => m.AccountId == accountId && m.Id == id, cancellationToken);
            var known = row is null ? null : Open(row);
            var changed = change(known);
            if (changed == known)
                return changed;
            if (row is null)
                database.Meetings.Add(row = new StoredMeeting { AccountId = accountId, Id = id, SeenAt = 0, Content = [] });
            Write(row, changed);
            try
            {
                await database.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                continue;
            }

            if (known is null)
                await TrimAsync(database, accountId, cancellationToken);
            return changed;
        }
    }

    private static async Task TrimAsync(WebmailDb database, string accountId, CancellationToken cancellationToken)
    {
        var own = database.Meetings.Where(m => m.AccountId == accountId);
        var old = await own.OrderByDescending(m => m.SeenAt).Skip(Most).Select(m => m.Id).ToListAsync(cancellationToken);
        if (old.Count > 0)
            await own.Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private void Write(StoredMeeting row, MeetingNotes notes)
    {
        row.SeenAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        row.AnswerId = notes.Answer?.Id;
        row.Content = sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(notes));
    }

    /// <summary>Null also if the host's keys are others now: then it is as if nothing had come.</summary>
    private MeetingNotes? Open(StoredMeeting row)
    {
        try
        {
            return JsonSerializer.Deserialize<MeetingNotes>(sealing.Open(row.Content));
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            LogUnreadable();
            return null;
        }
    }

    /// <summary>The organiser belongs to the name: nobody else can make an invitation look old by writing one of the same UID.</summary>
    private static Guid IdOf(string accountId, InvitedEvent one)
    {
        var instance = one.Instance is { } moment ? (moment.Instant?.UtcDateTime ?? moment.Local).ToString("s", CultureInfo.InvariantCulture) : "";
        var name = string.Join('\n', accountId, one.Organizer?.Address.ToLowerInvariant(), one.Uid, instance);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is remembered of an invitation can't be had: {Fault}")]
    private partial void LogAway(string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is remembered of an invitation can't be read; it is as if nothing had come")]
    private partial void LogUnreadable();
}
