using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Mailboxes;
using Webmail.Engine.Sync;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Tests.UI;

/// <summary>A component of the shell by itself, in English, with a clock of the test's own.</summary>
public abstract class ShellTest : BunitContext
{
    private protected static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 41, 0, TimeSpan.Zero);

    private protected ShellTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("en-GB");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(new BrandOptions());
    }

    private protected FakeTimeProvider Time { get; } = new(Morning);

    private protected static SyncStatus Status(SyncMode mode = SyncMode.Live, int waiting = 0, DateTimeOffset lastChange = default) => new(mode, lastChange, Morning, waiting);

    private protected static Mailbox Box(string name, SpecialUse use = SpecialUse.None, int unread = 0) => new()
    {
        Name = name,
        DisplayName = name.Split('/')[^1],
        Separator = '/',
        ParentName = name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : null,
        SpecialUse = use,
        Unread = unread,
        Total = unread,
    };

    private protected static MailboxTree Tree() => MailboxTree.Build(
    [
        Box("INBOX", SpecialUse.Inbox, 12), Box("Sent", SpecialUse.Sent), Box("Trash", SpecialUse.Trash), Box("Kunden"), Box("Kunden/Albrecht", unread: 1),
    ]);
}
