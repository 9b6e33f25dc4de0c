using System.ComponentModel.DataAnnotations;

namespace Webmail.Web.Hosting.Configuration;

/// <summary>The configuration section <c>Hosting</c>: where the program stands, and who may talk to it.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>The path below which the program answers, such as <c>/webmail</c>; empty for the root.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>Networks (CIDR) or addresses of reverse proxies whose <c>X-Forwarded-*</c> headers are believed. Nobody's by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>The sources of the CSP directive <c>frame-ancestors</c>: which pages may embed this one.</summary>
    public string FrameAncestors { get; set; } = "'self'";

    /// <summary>
    /// Live pages of one person at a time. Default 30: a page holds about half a megabyte, and nobody looks after more tabs than that.
    /// </summary>
    [Range(1, 10_000)]
    public int MaximumPagesPerPerson { get; set; } = 30;

    /// <summary>Live pages from one address at a time. Default 500: an office behind one address has a hundred people with a few tabs.</summary>
    [Range(1, 100_000)]
    public int MaximumPagesPerAddress { get; set; } = 500;
}
