namespace Webmail.Engine.Attachments;

/// <summary>Fetches octets of one section as they are at the server, still encoded (RFC 9051 6.4.5, <c>BODY.PEEK[section]&lt;offset.count&gt;</c>).</summary>
/// <returns>Fewer than asked for only at the section's end.</returns>
internal delegate Task<ReadOnlyMemory<byte>> SectionFetch(long offset, int count, CancellationToken cancellationToken);
