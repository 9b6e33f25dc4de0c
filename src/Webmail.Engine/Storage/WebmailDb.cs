using Microsoft.EntityFrameworkCore;

namespace Webmail.Engine.Storage;

/// <summary>
/// What the program itself remembers. Of a person's mail only what is on its way out is in here, encrypted, until it was sent. One derived
/// type for each kind of database, since each has its own migrations.
/// </summary>
public abstract class WebmailDb(DbContextOptions options) : DbContext(options)
{
    internal DbSet<StoredSetting> Settings => Set<StoredSetting>();

    internal DbSet<StoredSignOut> SignOuts => Set<StoredSignOut>();

    internal DbSet<StoredOutgoing> Outbox => Set<StoredOutgoing>();

    internal DbSet<StoredPiece> OutboxPieces => Set<StoredPiece>();

    internal DbSet<StoredCorrespondent> Correspondents => Set<StoredCorrespondent>();

    internal DbSet<StoredCorrespondentKey> CorrespondentKeys => Set<StoredCorrespondentKey>();

    internal DbSet<StoredScriptVersion> ScriptVersions => Set<StoredScriptVersion>();

    internal DbSet<StoredMeeting> Meetings => Set<StoredMeeting>();

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
            outgoing.Property(o => o.LeasedBy).IsConcurrencyToken();
        });
        modelBuilder.Entity<StoredPiece>(piece =>
        {
            piece.ToTable("outbox_pieces");
            piece.HasKey(p => new { p.ContentId, p.Copy, p.Number });
        });
        modelBuilder.Entity<StoredCorrespondent>(correspondent =>
        {
            correspondent.ToTable("correspondents");
            correspondent.HasKey(c => new { c.AccountId, c.Id });
        });
        modelBuilder.Entity<StoredCorrespondentKey>(key =>
        {
            key.ToTable("correspondent_keys");
            key.HasKey(k => k.AccountId);
        });
        modelBuilder.Entity<StoredScriptVersion>(version =>
        {
            version.ToTable("script_versions");
            version.HasKey(v => new { v.AccountId, v.Script, v.Version });
        });
        modelBuilder.Entity<StoredMeeting>(meeting =>
        {
            meeting.ToTable("meetings");
            meeting.HasKey(m => new { m.AccountId, m.Id });
        });
    }
}
