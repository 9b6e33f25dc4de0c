using System.Text;
using MimeKit;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class VerbatimBodyTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Subject:  Two\r\n\tlines \r\nX-odd :x\r\nContent-Type: multipart/mixed;\r\n  boundary=\"b\"\r\nMIME-Version: 1.0 (odd)\r\n\r\nbefore\r\n--b\r\n\r\nText \u00e9 \r\n--b--  \r\nafter\r\n")]
    [InlineData("Subject: no body\r\n\r\n")]
    [InlineData("Subject: no end of line\r\n\r\nx")]
    [InlineData("Content-Transfer-Encoding: base64\r\nSubject: none of it\r\n\r\n!!!\r\n")]
    [InlineData("\r\nno header at all\r\n")]
    [InlineData("Subject: a\r\nno field\r\nX-After: b\r\n\r\ntext\r\n")]
    public async Task It_is_written_as_it_came(string message)
    {
        Assert.Equal(message, await WrittenAsync(message));
        Assert.Equal(message, await WrittenAsync(message.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("no header at all\r\n")]
    [InlineData("Subject: a header alone")]
    public async Task Of_what_is_hardly_a_message_nothing_is_lost(string message) =>
        Assert.Equal(string.Concat(message.Where(static c => !char.IsWhiteSpace(c))), string.Concat((await WrittenAsync(message)).Where(static c => !char.IsWhiteSpace(c))));

    [Fact]
    public void Its_header_can_be_read()
    {
        using var message = VerbatimBody.In(new MemoryStream("Date: Tue, 3 Mar 2020 10:20:30 +0100\r\nSubject: x\r\n\r\ntext\r\n"u8.ToArray()), Now);

        Assert.Equal(new DateTimeOffset(2020, 3, 3, 10, 20, 30, TimeSpan.FromHours(1)), message.Date);
    }

    private static async Task<string> WrittenAsync(string text)
    {
        using var message = VerbatimBody.In(new MemoryStream(Encoding.Latin1.GetBytes(text)), Now);
        // As MailKit appends: measured first, written then.
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.EnsureNewLine = true;
        using MemoryStream measured = new(), written = new();
        await message.WriteToAsync(options, measured, Now);
        message.WriteTo(options, written, Now);
        Assert.Equal(measured.ToArray(), written.ToArray());
        return Encoding.Latin1.GetString(written.ToArray());
    }
}
