namespace Webmail.Engine.Reading.Reports;

/// <summary>What became of a message for one recipient.</summary>
/// <param name="Address">The address that the writer knows, where the report names it, else the final one; empty if it names none.</param>
/// <param name="Outcome">Whether it arrived.</param>
/// <param name="Reason">Why, as far as the code says.</param>
/// <param name="Code">The enhanced status code (RFC 3463); empty if there is none.</param>
/// <param name="Said">What the server said, in its own words, on one line; empty if nothing.</param>
/// <param name="By">The server that said it; empty if the report does not name it.</param>
public sealed record RecipientOutcome(string Address, DeliveryOutcome Outcome, DeliveryReason Reason, string Code, string Said, string By);
