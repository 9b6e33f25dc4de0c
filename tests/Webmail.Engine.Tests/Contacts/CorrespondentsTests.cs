using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Contacts;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Tests.Storage;
using Webmail.Engine.Tests.Submission;

namespace Webmail.Engine.Tests.Contacts;

/// <summary>Whom one has written to is remembered, for oneself alone.</summary>
public sealed class CorrespondentsOnSqliteTests() : CorrespondentsTests(new SqliteFile());

/// <inheritdoc/>
public sealed class CorrespondentsOnPostgreSqlTests(PostgreSqlFixture server) : CorrespondentsTests(server.New());

/// <summary>Whom one has written to is remembered, for oneself alone.</summary>
public abstract class CorrespondentsTests(TestDatabase storage) : OutboxFixture(storage)
{
    private const string Anna = "anna@example.org|localhost";

    private Correspondents? known;

    private Correspondents Correspondents => known ??= NewRun();

    [Fact]
    public async Task Recipients_of_every_kind_are_there_after_a_restart_with_their_newest_name()
    {
        await WriteAsync(["Bert <bert@example.org>"], cc: ["Cora Klein <cora@example.org>"], bcc: ["dora@example.org"]);
        await WriteAsync(["bert@EXAMPLE.org"]);
        await WriteAsync(["\"Bert, Groß\" <bert@example.org>"]);
        await WriteAsync(["kein Empfänger"]);

        var contacts = await NewRun().ListAsync(Anna, Now);

        Assert.Equal(["", "Bert, Groß", "Cora Klein"], contacts.Select(contact => contact.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("bert@example.org", 3), contacts.Where(contact => contact.Name == "Bert, Groß").Select(contact => (contact.Address, contact.Uses)).Single());
    }

    [Fact]
    public async Task What_was_just_sent_is_found_at_once_and_what_was_removed_is_not()
    {
        Assert.Empty(await Correspondents.FindAsync(Anna, "b", 10, Now));
        await WriteAsync(["Bert <bert@example.org>"]);

        var bert = Assert.Single(await Correspondents.FindAsync(Anna, "b", 10, Now));
        Assert.True(await Correspondents.RemoveAsync(Anna, bert.Id, Now));

        Assert.Empty(await Correspondents.FindAsync(Anna, "b", 10, Now));
        Assert.Empty(await NewRun().ListAsync(Anna, Now));
        Assert.False(await Correspondents.RemoveAsync(Anna, bert.Id, Now));
    }

    [Fact]
    public async Task All_that_was_forgotten_can_be_had_back()
    {
        await WriteAsync(["Bert <bert@example.org>", "Cora <cora@example.org>"]);
        await WriteAsync(["Bert <bert@example.org>"]);
        var before = await Correspondents.ListAsync(Anna, Now);
        await Correspondents.RemoveAllAsync(Anna, Now);
        Assert.Empty(await Correspondents.ListAsync(Anna, Now));
        await WriteAsync(["Cora Klein <cora@example.org>"]);

        await Correspondents.RestoreAsync(Anna, before, Now);

        Assert.Equal([("Bert", 2), ("Cora Klein", 1)], (await NewRun().ListAsync(Anna, Now)).Select(contact => (contact.Name, contact.Uses)));
    }

    [Fact]
    public async Task Nobody_sees_or_removes_what_another_account_remembers()
    {
        await WriteAsync(["Bert <bert@example.org>"]);
        var bert = Assert.Single(await Correspondents.ListAsync(Anna, Now));

        Assert.Empty(await Correspondents.FindAsync("eve@example.org|localhost", "", 10, Now));
        Assert.False(await Correspondents.RemoveAsync("eve@example.org|localhost", bert.Id, Now));
        await Correspondents.RemoveAllAsync("eve@example.org|localhost", Now);
        Assert.Single(await NewRun().ListAsync(Anna, Now));
    }

    [Fact]
    public async Task The_database_does_not_tell_who_it_is()
    {
        await WriteAsync(["Bert <bert@example.org>"]);

        await using var database = await Databases.CreateDbContextAsync(Now);
        var row = await database.Correspondents.SingleAsync(Now);
        byte[] all = [.. row.Content, .. row.Id.ToByteArray(), .. (await database.CorrespondentKeys.SingleAsync(Now)).Key];
        Assert.All(["Bert", "bert@", "example"], word => Assert.Equal(-1, all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word))));
    }

    [Fact]
    public async Task With_other_keys_it_can_not_be_read_and_only_be_given_up()
    {
        await WriteAsync(["Bert <bert@example.org>"]);
        var others = new Correspondents(Databases, new Sealing(bytes => bytes, _ => throw new CryptographicException()), Time);

        await Assert.ThrowsAsync<CryptographicException>(() => others.FindAsync(Anna, "b", 10, Now));
        await Assert.ThrowsAsync<CryptographicException>(() => others.RememberAsync(Anna, NewDraft(), Now));
        Assert.Single(await NewRun().ListAsync(Anna, Now));
        await others.RemoveAllAsync(Anna, Now);
        Assert.Empty(await others.ListAsync(Anna, Now));
    }

    [Fact]
    public async Task An_entry_can_not_be_put_in_another_s_place()
    {
        await WriteAsync(["Bert <bert@example.org>", "Cora <cora@example.org>"]);
        await using (var database = await Databases.CreateDbContextAsync(Now))
        {
            var rows = await database.Correspondents.OrderBy(row => row.Id).ToListAsync(Now);
            (rows[0].Content, rows[1].Content) = (rows[1].Content, rows[0].Content);
            await database.SaveChangesAsync(Now);
        }

        await Assert.ThrowsAnyAsync<CryptographicException>(() => NewRun().ListAsync(Anna, Now));
    }

    [Fact]
    public async Task Two_programs_that_remember_at_the_same_time_lose_nobody()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => NewRun().RememberAsync(Anna, NewDraft() with { To = [$"p{n}@example.org"] }, Now)));
        var other = NewRun();
        Assert.Equal(8, (await other.ListAsync(Anna, Now)).Length);

        await WriteAsync(["Neu <neu@example.org>"]);
        Assert.Empty(await other.FindAsync(Anna, "neu", 10, Now));
        Time.Advance(TimeSpan.FromMinutes(1));
        await other.PrepareAsync(Anna, Now);
        Assert.Single(await other.FindAsync(Anna, "neu", 10, Now));
    }

    [Fact]
    public async Task Of_too_many_the_least_useful_go_and_ten_thousand_are_searched_in_no_time()
    {
        await FillAsync(Correspondents.Most);
        var clock = Stopwatch.StartNew();
        await Correspondents.PrepareAsync(Anna, Now);
        var reading = clock.Elapsed;
        string[] typed = ["m", "mu", "mueller", "muller an", "anna", "a", "person5", "person55@exa", "zzz", ""];
        foreach (var word in typed)
            await Correspondents.FindAsync(Anna, word, 20, Now);
        clock.Restart();
        foreach (var word in typed)
            await Correspondents.FindAsync(Anna, word, 20, Now);
        var searching = clock.Elapsed / typed.Length;
        clock.Restart();
        await WriteAsync(["Allerneueste <neu@example.org>"]);
        var remembering = clock.Elapsed;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"10,000: read {reading.TotalMilliseconds:0} ms, one search {searching.TotalMilliseconds:0.00} ms, remembered and trimmed {remembering.TotalMilliseconds:0} ms"));

        var left = await Correspondents.ListAsync(Anna, Now);
        Assert.Equal(Correspondents.Most - (Correspondents.Most / 20), left.Length);
        Assert.Contains(left, contact => contact.Address == "neu@example.org");
        Assert.Contains(left, contact => contact.Address == "person9999@example.org");
        Assert.DoesNotContain(left, contact => contact.Address == "person0@example.org");
    }

    private Correspondents NewRun() => new(Databases, Sealing, Time);

    private Task WriteAsync(string[] to, string[]? cc = null, string[]? bcc = null) =>
        Correspondents.RememberAsync(Anna, NewDraft() with { To = [.. to], Cc = [.. cc ?? []], Bcc = [.. bcc ?? []] }, Now);

    private async Task FillAsync(int count)
    {
        string[] first = ["Anna", "Jörg", "Maria", "Owen", "Zoë"], last = ["Müller", "Schäfer", "Weiß", "de la Cruz", "Nowak", "Smith"];
        var store = new CorrespondentStore(Databases, Sealing);
        using var cipher = await store.CipherAsync(Anna, Now);
        await using var database = await Databases.CreateDbContextAsync(Now);
        for (var n = 0; n < count; n++)
        {
            var address = $"person{n}@example.org";
            var id = cipher.IdOf(address);
            var content = cipher.Encrypt(id, $"{first[n % first.Length]} {last[n % last.Length]} {n}", address);
            database.Correspondents.Add(new StoredCorrespondent
            {
                AccountId = Anna,
                Id = id,
                Uses = 1 + (n / 1000),
                UsedAt = Outbox.Now - ((count - n) * 60_000L),
                Content = content,
            });
        }

        await database.SaveChangesAsync(Now);
    }
}
