namespace Webmail.Web.Hosting.Configuration;

/// <summary>Tells an administrator at once about everything that is wrong with the configuration.</summary>
internal static class FaultReport
{
    // EX_CONFIG of sysexits.h: service managers can tell it from a crash, and do not start again and again.
    private const int ExitCode = 78;

    /// <summary>Writes one line for each fault; the result is the process's exit code.</summary>
    public static int Write(IReadOnlyList<ConfigurationFault> faults, TextWriter to)
    {
        to.WriteLine("Webmail does not start, because the configuration has faults:");
        foreach (var fault in faults)
            to.WriteLine($"  {fault}");
        return ExitCode;
    }
}
