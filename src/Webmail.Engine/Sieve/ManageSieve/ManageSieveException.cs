namespace Webmail.Engine.Sieve.ManageSieve;

/// <summary>Ends work on a connection that cannot go on; becomes a <see cref="ManageSieveFault"/> in <see cref="SieveScripts"/>. Its message may be logged.</summary>
internal sealed class ManageSieveException(ManageSieveFault fault, Exception? innerException = null) : Exception($"ManageSieve failed: {fault.Failure}", innerException)
{
    public ManageSieveException(ManageSieveFailure failure, Exception? innerException = null)
        : this(new ManageSieveFault(failure), innerException)
    {
    }

    public ManageSieveFault Fault { get; } = fault;

    /// <summary>The server refused a proof of the password; another mechanism is worth one attempt.</summary>
    public bool ScramWasRefused { get; init; }

    /// <summary>Where the server sends us to (RFC 5804 1.3 REFERRAL).</summary>
    public string? Referral { get; init; }
}
