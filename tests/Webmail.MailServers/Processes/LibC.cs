using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Webmail.MailServers.Processes;

/// <summary>The calls of libc that .NET does not offer.</summary>
internal static partial class LibC
{
    public const int Terminate = 15, Kill = 9;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; a process that is gone already is none of our concern.</summary>
    public static void Signal(int process, int signal)
    {
        if (SendSignal(process, signal) != 0 && Marshal.GetLastPInvokeError() is not NoSuchProcess and var error)
            throw new Win32Exception(error);
    }

    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (SetOwner(path, user, group) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetOwner(string path, uint user, uint group);
}
