using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage;

/// <summary>What the program itself remembers. Nothing of a person's mail is in here.</summary>
public sealed class WebmailDb(DbContextOptions<WebmailDb> options) : DbContext(options)
{
    internal DbSet<StoredSetting> Settings => Set<StoredSetting>();

    internal DbSet<StoredSignOut> SignOuts => Set<StoredSignOut>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredSetting>(setting =>
        {
            setting.ToTable("settings");
            setting.HasKey(s => new { s.AccountId, s.Key });
        });
        modelBuilder.Entity<StoredSignOut>(signOut =>
        {
            signOut.ToTable("sign_outs");
            signOut.HasKey(s => s.SessionId);
            signOut.HasIndex(s => s.ForgetAt);
        });
    }
}
