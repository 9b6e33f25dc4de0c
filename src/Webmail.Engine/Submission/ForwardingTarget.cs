using MimeKit;
using Webmail.Engine.Accounts;

namespace Webmail.Engine.Submission;

/// <summary>Where all mail may be forwarded to.</summary>
public static class ForwardingTarget
{
    /// <summary>Reads what was typed.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="account">Whose mail.</param>
    /// <param name="identities">The addresses that the person writes from.</param>
    /// <param name="target">The address.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static ForwardingFault? Check(string typed, Account account, IEnumerable<Identity> identities, out string target)
    {
        ArgumentNullException.ThrowIfNull(account);
        target = "";
        if (Recipients.Parse(typed) is not [var only])
            return ForwardingFault.NotOne;
        if (!only.IsValid || only.Name.Length > 0)
            return ForwardingFault.NotAnAddress;
        target = only.Address;
        var mailbox = new MailboxAddress("", target);
        return identities.Prepend(Identity.Of(account)).Any(own => own.Has(mailbox) || own.Has(WithoutDetail(mailbox))) ? ForwardingFault.Own : null;
    }

    // RFC 5233: mail to name+detail arrives where mail to name does.
    private static MailboxAddress WithoutDetail(MailboxAddress mailbox) =>
        mailbox.LocalPart.IndexOf('+', StringComparison.Ordinal) is var cut and > 0 ? new("", $"{mailbox.LocalPart[..cut]}@{mailbox.Domain}") : mailbox;
}
