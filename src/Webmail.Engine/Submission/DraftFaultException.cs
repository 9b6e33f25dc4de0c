namespace Webmail.Engine.Submission;

/// <summary>A draft cannot be made into a message. Nothing was saved or sent.</summary>
/// <param name="faults">All that is wrong; at least one.</param>
public sealed class DraftFaultException(IReadOnlyList<DraftFault> faults) : Exception($"The draft has {faults.Count} faults.")
{
    /// <summary>All that is wrong; at least one.</summary>
    public IReadOnlyList<DraftFault> Faults { get; } = faults;
}
