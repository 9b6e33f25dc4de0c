using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Webmail.Engine.Reading;

/// <summary>Character sets other than Unicode and Latin-1, which .NET has but does not know of by itself.</summary>
internal static class CodePages
{
    /// <summary>
    /// MimeKit looks a name up once and remembers that it found nothing: so they are made known before anything else of this library runs.
    /// Without them Cyrillic, Greek and East Asian mail is unreadable, and <c>winmail.dat</c> is not read at all.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The order counts, and no caller may have to know of it.")]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
