using Webmail.Engine.Storage;
using Webmail.Web.Endpoints;
using Webmail.Web.Hosting;
using Webmail.Web.Hosting.Configuration;
using Webmail.Web.Hosting.Languages;
using Webmail.Web.Hosting.Security;
using Webmail.Web.Hosting.SignIn;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (HealthProbe.IsAskedFor(args))
    return await HealthProbe.RunAsync(builder.Configuration);

var configuration = WebmailConfiguration.Read(builder.Configuration, out var faults);
if (faults.Count > 0)
    return FaultReport.Write(faults, Console.Error);

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    // A link to mailto: brings a whole letter into the address of the composer; Kestrel's 8 KB cut it off with an empty page.
    kestrel.Limits.MaxRequestLineSize = 64 * 1024;
});
// The host would log a start that failed with its stack trace; here it ends the program, by a line or by the runtime's own report.
builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(configuration.Hosting);
builder.Services.AddSingleton(configuration.Brand);
builder.Services.AddWebmailStorage(configuration.Storage, configuration.DataDirectory);
builder.Services.AddHostedService<ChangeListening>();
builder.Services.AddTrustedProxies(configuration.Hosting);
builder.Services.AddLanguages();
builder.Services.AddSafeCompression();
builder.Services.AddSignIn(configuration);
builder.Services.AddSubmission(configuration);
builder.Services.AddRemote(configuration);
builder.Services.AddTrust();
builder.Services.AddSingleton<PageAssets>();
builder.Services.AddCircuits();
builder.Services.AddHostedService<ReaderPreparation>();
Health.Add(builder.Services);

var app = builder.Build();
try
{
    await app.Services.PrepareWebmailStorageAsync(CancellationToken.None);
}
catch (Exception exception) when (StorageFault.Is(exception))
{
    return StorageFault.Write(exception, configuration.Storage.ConnectionString, Console.Error);
}

app.UseForwardedHeaders();
app.UsePathBase(configuration.Hosting.PathBase);
app.UseMiddleware<SecurityHeaders>(configuration.Hosting.FrameAncestors);
app.UseSafeCompression();
app.UseErrorPages();
app.UseWebSockets();
app.UseMiddleware<SocketOrigin>();
app.UseMiddleware<CompressedPackageAssets>();
app.UseRouting();
app.UseAuthentication();
app.UseRequestLocalization();
app.UseAuthorization();
app.UseMiddleware<PageLimits>();
app.UseAntiforgery();

app.MapStaticAssets().AllowAnonymous();
app.MapGet("/", (HttpContext context) => Results.LocalRedirect(context.Request.PathBase + SignInPath.Home));
app.MapSignIn();
app.MapLanguage();
app.MapErrorPages();
app.MapMessages();
app.MapCompose();
app.MapScript();
app.MapPages();
Health.Map(app);

try
{
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (ListenFault.Is(exception))
{
    return ListenFault.Write(exception, Console.Error);
}
