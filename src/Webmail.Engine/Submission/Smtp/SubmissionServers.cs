using System.Collections.Concurrent;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Submission.Smtp;

/// <summary>
/// What the servers for submission can do, asked when somebody begins to write and remembered for a while. One for the process; safe for
/// many callers, who ask a server once between them.
/// </summary>
public sealed class SubmissionServers
{
    // A limit is changed once in years; an hour later everybody knows.
    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);

    // A server that could not be had is asked again by the next composer that opens a minute later.
    private static readonly TimeSpan UnknownFor = TimeSpan.FromMinutes(1);

    private readonly MailSubmission submission;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, Answer> answers = new(StringComparer.Ordinal);

    /// <summary>One for the process.</summary>
    public SubmissionServers(TimeProvider time)
        : this(new SubmissionTimes(), time)
    {
    }

    internal SubmissionServers(SubmissionTimes times, TimeProvider time)
    {
        this.time = time;
        submission = new MailSubmission(times, time);
    }

    /// <summary>What the account's server can do; null if it has none, or it does not answer.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Nobody waits any more; the server is asked to the end all the same.</param>
    public async Task<SubmissionOffers?> AskAsync(Account account, CancellationToken cancellationToken)
    {
        if (account.Submission is not { } server)
            return null;
        var known = answers.AddOrUpdate(server.Key, _ => Ask(server), (_, before) => IsFresh(before) ? before : Ask(server));
        return await known.Offers.WaitAsync(cancellationToken);
    }

    private Answer Ask(ServerEndpoint server) => new(() => submission.AskAsync(server, CancellationToken.None), time.GetTimestamp());

    private bool IsFresh(Answer answer) => time.GetElapsedTime(answer.AskedAt) < (answer.IsKnown ? KnownFor : UnknownFor);

    /// <summary>Asked by the first who waits for it.</summary>
    private sealed class Answer(Func<Task<SubmissionOffers?>> ask, long askedAt)
    {
        private readonly Lock first = new();
        private Task<SubmissionOffers?>? offers;

        public long AskedAt => askedAt;

        public bool IsKnown { get; private set; }

        public Task<SubmissionOffers?> Offers
        {
            get
            {
                lock (first)
                    return offers ??= AskAsync();
            }
        }

        private async Task<SubmissionOffers?> AskAsync()
        {
            var answer = await ask();
            IsKnown = answer is not null;
            return answer;
        }
    }
}
