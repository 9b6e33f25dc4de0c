namespace Webmail.MailServers;

/// <summary>Where one Dovecot has its files, and whom it runs as when we are not root.</summary>
internal sealed record DovecotPaths(string Folder, string Users, string User, string Group)
{
    public string Configuration => Path.Combine(Folder, "dovecot.conf");

    public string Run => Path.Combine(Folder, "run");

    public string State => Path.Combine(Folder, "state");

    public string Log => Path.Combine(Folder, "dovecot.log");

    public string Mail => Path.Combine(Folder, "mail");

    public string Shared => Path.Combine(Folder, "shared");
}
