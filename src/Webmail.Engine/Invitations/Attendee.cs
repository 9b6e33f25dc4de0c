namespace Webmail.Engine.Invitations;

/// <summary>Somebody, or something, that is invited; also the organiser (RFC 5545 3.8.4.1, 3.8.4.3).</summary>
/// <param name="Name">The name shown; empty if there is none.</param>
/// <param name="Address">The mail address; never empty.</param>
/// <param name="Answer">What they answered, as the organiser knows it.</param>
/// <param name="IsOptional">Their coming is optional.</param>
/// <param name="SentBy">Who acts for them: an address; null: nobody.</param>
public sealed record Attendee(string Name, string Address, Participation Answer = Participation.NeedsAction, bool IsOptional = false, string? SentBy = null)
{
    /// <summary>The name, else the address.</summary>
    public string Display => Name.Length > 0 ? Name : Address;

    /// <summary>Whether it is that address.</summary>
    public bool Is(string address) => Address.Equals(address, StringComparison.OrdinalIgnoreCase);
}
