using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Webmail.Web.Tests.Hosting;

public sealed class AntiforgeryTests
{
    private static readonly string[] SafeMethods = ["GET", "HEAD", "OPTIONS", "TRACE"];

    [Fact]
    public async Task Every_endpoint_that_changes_something_asks_for_the_form_token()
    {
        await using var host = new WebmailHost();

        var unguarded = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Except(SafeMethods).Any() ?? true)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true })
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(route => !IsHarmless(route))
            .Order();

        Assert.Empty(unguarded);
    }

    [Theory]
    [InlineData("/logout")]
    [InlineData("/login/renew")]
    [InlineData("/language")]
    public async Task A_post_without_the_token_is_refused(string path)
    {
        await using var host = new WebmailHost();
        using var browser = host.Browser();
        (await WebmailHost.SignInAsync(browser)).Dispose();

        using var answer = await WebmailHost.PostAsync(browser, path, ("language", "de"), ("password", WebmailHost.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    // Circuits are guarded by the Origin (SocketOriginTests); the others answer any method and change nothing.
    private static bool IsHarmless(string route) =>
        route.StartsWith("/_blazor", StringComparison.Ordinal) || route.StartsWith("_blazor", StringComparison.Ordinal)
        || route.StartsWith("/health/", StringComparison.Ordinal) || route.StartsWith("/error/", StringComparison.Ordinal)
        || route.Contains("_framework/", StringComparison.Ordinal);
}
