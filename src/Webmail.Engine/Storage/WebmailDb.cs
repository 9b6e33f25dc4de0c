using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage;

/// <summary>What the program itself remembers. Of a person's mail only what is on its way out is in here, encrypted, until it was sent.</summary>
public sealed class WebmailDb(DbContextOptions<WebmailDb> options) : DbContext(options)
{
    internal DbSet<StoredSetting> Settings => Set<StoredSetting>();

    internal DbSet<StoredSignOut> SignOuts => Set<StoredSignOut>();

    internal DbSet<StoredOutgoing> Outbox => Set<StoredOutgoing>();

    internal DbSet<StoredPiece> OutboxPieces => Set<StoredPiece>();

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
        modelBuilder.Entity<StoredOutgoing>(outgoing =>
        {
            outgoing.ToTable("outbox");
            outgoing.HasKey(o => o.Id);
            outgoing.HasIndex(o => o.AccountId);
            outgoing.HasIndex(o => o.DueAt);
        });
        modelBuilder.Entity<StoredPiece>(piece =>
        {
            piece.ToTable("outbox_pieces");
            piece.HasKey(p => new { p.ContentId, p.Copy, p.Number });
        });
    }
}
