using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Webmail.Web.Hosting;

/// <summary>The program cannot listen where it was told to: a line for an administrator in place of a stack trace.</summary>
internal static class ListenFault
{
    // EX_OSERR of sysexits.h: the machine says no; another try may work once the other program has gone.
    private const int ExitCode = 71;

    /// <summary>Whether a start failed for this reason.</summary>
    public static bool Is(Exception exception) => exception is SocketException or IOException { InnerException: AddressInUseException };

    /// <summary>Writes the line; the result is the process's exit code.</summary>
    public static int Write(Exception exception, TextWriter to)
    {
        to.WriteLine($"Webmail cannot listen: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}. ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS say where it does.");
        return ExitCode;
    }
}
