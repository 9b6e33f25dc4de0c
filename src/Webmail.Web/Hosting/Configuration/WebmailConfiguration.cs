using Webmail.Engine.Accounts;
using Webmail.Engine.Imap;
using Webmail.Engine.Storage;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>All that an administrator configured, read and checked once at start.</summary>
internal sealed record WebmailConfiguration(
    string DataDirectory, MailOptions Mail, ImapOptions Connections, StorageOptions Storage, HostingOptions Hosting, BrandOptions Brand,
    RemoteOptions Remote)
{
    /// <summary>Reads everything; with faults the values are not fit for use.</summary>
    public static WebmailConfiguration Read(IConfiguration configuration, out IReadOnlyList<ConfigurationFault> faults)
    {
        var found = new List<ConfigurationFault>();
        var reader = new OptionsReader(found);
        var read = new WebmailConfiguration(
            reader.ReadText(configuration, nameof(DataDirectory)) ?? "data",
            reader.Read<MailOptions>(configuration, MailOptions.Section, readElsewhere: "Connections"),
            reader.Read<ImapOptions>(configuration, ImapOptions.Section),
            reader.Read<StorageOptions>(configuration, StorageOptions.Section),
            reader.Read<HostingOptions>(configuration, HostingOptions.Section),
            reader.Read<BrandOptions>(configuration, BrandOptions.Section),
            reader.Read<RemoteOptions>(configuration, RemoteOptions.Section));
        found.AddRange(MailRules.Check(read.Mail));
        found.AddRange(HostingRules.Check(read.Hosting));
        found.AddRange(BrandRules.Check(read.Brand));
        found.AddRange(RemoteRules.Check(read.Remote));
        found.AddRange(StorageRules.Check(read.Storage, read.DataDirectory));
        faults = found;
        return read with { DataDirectory = Path.GetFullPath(read.DataDirectory.Length == 0 ? "." : read.DataDirectory) };
    }
}
