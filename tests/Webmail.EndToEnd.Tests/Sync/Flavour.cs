namespace Webmail.EndToEnd.Tests.Sync;

/// <summary>Which of the two Dovecots a test runs against.</summary>
public enum Flavour
{
    /// <summary>Every extension.</summary>
    Modern,

    /// <summary>Old habits: no NOTIFY, CONDSTORE, MOVE, SORT; everything below <c>INBOX.</c></summary>
    Plain,
}
