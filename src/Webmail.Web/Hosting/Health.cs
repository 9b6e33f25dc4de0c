using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Webmail.Engine.Storage;

namespace Webmail.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers; if not, start it anew. <c>/health/ready</c>: it can store things; if not, send nobody
/// here. The mail server is no part of either: no restart of ours brings it back.
/// </summary>
internal sealed class Health(IDbContextFactory<WebmailDb> databases) : IHealthCheck
{
    private const string Ready = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus);
    }

    public static void Add(IServiceCollection services) => services.AddHealthChecks().AddCheck<Health>("storage", tags: [Ready]);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
