using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Webmail.Engine.Accounts;
using Webmail.Engine.Contacts;
using Webmail.Engine.Invitations;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Outbox;

namespace Webmail.Web.Hosting;

/// <summary>Runs the outbox's worker for as long as the program runs.</summary>
internal sealed class OutboxHost(OutboxWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}

/// <summary>Sets up the outbox.</summary>
internal static class OutboxRegistration
{
    public static IServiceCollection AddOutbox(this IServiceCollection services, LimitOptions limits)
    {
        services.AddSingleton(provider =>
        {
            // A purpose of its own: what is sealed for the outbox opens nothing else.
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Outbox");
            var (settings, correspondents) = (provider.GetRequiredService<SettingsStore>(), provider.GetRequiredService<Correspondents>());
            return new Outbox(
                provider.GetRequiredService<IDbContextFactory<WebmailDb>>(), new Sealing(protector.Protect, protector.Unprotect), limits,
                provider.GetRequiredService<TimeProvider>())
            {
                HandedIn = async (accountId, draft) =>
                {
                    if ((await settings.GetAsync(accountId, CancellationToken.None)).RememberRecipients)
                        await correspondents.RememberAsync(accountId, draft, CancellationToken.None);
                },
            };
        });
        services.AddSingleton(provider =>
        {
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Contacts");
            return new Correspondents(
                provider.GetRequiredService<IDbContextFactory<WebmailDb>>(), new Sealing(protector.Protect, protector.Unprotect), provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider =>
        {
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Invitations");
            return ActivatorUtilities.CreateInstance<MeetingMemory>(provider, new Sealing(protector.Protect, protector.Unprotect));
        });
        services.AddSingleton<LendAccount>(provider => provider.GetRequiredService<AccountSessions>().Lend);
        services.AddSingleton<OutboxWorker>();
        services.AddHostedService<OutboxHost>();
        return services;
    }
}
