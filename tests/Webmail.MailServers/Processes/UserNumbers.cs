using System.Globalization;

namespace Webmail.MailServers.Processes;

/// <summary>User and group of a package's user, as numbers.</summary>
internal static class UserNumbers
{
    /// <exception cref="ServerStartException">There is no such user.</exception>
    public static (uint User, uint Group) Of(string name)
    {
        var fields = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name)
            ?? throw new ServerStartException($"There is no user {name}; tests/scripts/install.sh installs the package that makes it.");
        return (uint.Parse(fields[2], CultureInfo.InvariantCulture), uint.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}
