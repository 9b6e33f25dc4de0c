namespace Webmail.Engine.Mailboxes;

/// <summary>Somebody in a From, To or Cc field.</summary>
/// <param name="Name">The display name, decoded; empty if the field has none.</param>
/// <param name="Address">The address as it stands in the field; empty for a group.</param>
public readonly record struct Correspondent(string Name, string Address)
{
    /// <summary>The display name; empty, never null.</summary>
    public string Name { get => field ?? ""; init; } = Name;

    /// <summary>The address; empty, never null.</summary>
    public string Address { get => field ?? ""; init; } = Address;

    /// <summary>The name, or the address where there is none.</summary>
    public string Display => Name.Length > 0 ? Name : Address;
}
