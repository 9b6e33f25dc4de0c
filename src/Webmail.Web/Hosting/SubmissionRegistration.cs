using Microsoft.AspNetCore.DataProtection;
using Webmail.Engine.Storage;
using Webmail.Engine.Submission;
using Webmail.Engine.Submission.Uploads;
using Webmail.Web.Hosting.Configuration;

namespace Webmail.Web.Hosting;

/// <summary>Sets up what writing and sending need of the host.</summary>
internal static class SubmissionRegistration
{
    public static IServiceCollection AddSubmission(this IServiceCollection services, WebmailConfiguration configuration)
    {
        services.AddSingleton(static provider =>
        {
            var protector = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("Submission");
            return new Sealing(protector.Protect, protector.Unprotect);
        });
        services.AddSingleton(new UploadOptions { MaxOctets = configuration.Mail.Limits.UploadMegabytes * 1024L * 1024 });
        services.AddSingleton(configuration.Mail.Identities);
        services.AddSingleton(configuration.Mail.Recipients);
        services.AddSingleton<Webmail.Engine.Submission.Smtp.SubmissionServers>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UploadStore>(provider, Path.Combine(configuration.DataDirectory, "uploads")));
        services.AddOutbox(configuration.Mail.Limits);
        return services;
    }
}
