using System.Collections.Concurrent;
using System.Text;

namespace Webmail.MailServers;

/// <summary>Dovecot's passwd-files, one for each user, and the passwords in clear for the tests' own use.</summary>
internal sealed class UserFiles
{
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _folder;
    private readonly TimeProvider _clock;

    public UserFiles(string folder, TimeProvider clock)
    {
        _folder = folder;
        _clock = clock;
        Directory.CreateDirectory(folder);
    }

    /// <summary>The files' pattern for Dovecot.</summary>
    public string Pattern => Path.Combine(_folder, "%Lu");

    /// <exception cref="KeyNotFoundException">There is no such user.</exception>
    public string PasswordOf(string name) =>
        _users.TryGetValue(name, out var user) ? user.Password : throw new KeyNotFoundException($"There is no user {name}.");

    public Task SetAsync(string name, string password, long? quotaBytes) => WriteAsync(name, new User(password, quotaBytes, 0));

    public Task ChangePasswordAsync(string name, string password) => WriteAsync(name, _users[name] with { Password = password });

    private async Task WriteAsync(string name, User user)
    {
        name = name.ToLowerInvariant();
        var known = _users.TryGetValue(name, out var before);
        // Dovecot reads a file again when its time in whole seconds or its size differ from what it knows.
        user = user with { Generation = (before?.Generation ?? 0) + 1 };
        _users[name] = user;

        // Base64, because a colon would end the field.
        var line = $"{name}:{{PLAIN.b64}}{Convert.ToBase64String(Encoding.UTF8.GetBytes(user.Password))}::::::";
        if (user.QuotaBytes is { } bytes)
            line += $"userdb_quota_rule=*:bytes={bytes}";
        var file = Path.Combine(_folder, name);
        var draft = $"{file}.new";
        await File.WriteAllTextAsync(draft, line + "\n");
        File.SetLastWriteTimeUtc(draft, DateTime.UnixEpoch.AddDays(1).AddSeconds(user.Generation));
        File.Move(draft, file, overwrite: true);

        // Dovecot looks at a file at most once in each second of the clock: what we return to must be beyond this one.
        if (known)
            await Task.Delay(TimeSpan.FromMilliseconds(1_020 - _clock.GetUtcNow().Millisecond), _clock);
    }

    private sealed record User(string Password, long? QuotaBytes, int Generation);
}
