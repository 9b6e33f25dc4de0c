namespace Webmail.Web.UI.Away;

/// <summary>What is wrong with a field of out-of-office.</summary>
/// <param name="Field">Which.</param>
/// <param name="Text">The name of the text that says what is wrong and what to do.</param>
/// <param name="Detail">What was typed there, where it helps.</param>
public sealed record VacationFault(VacationField Field, string Text, string Detail = "");
