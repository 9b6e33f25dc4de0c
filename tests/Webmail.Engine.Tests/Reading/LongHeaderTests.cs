using System.Text;
using Webmail.Engine.Reading;

namespace Webmail.Engine.Tests.Reading;

public sealed class LongHeaderTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void A_long_field_is_unfolded_and_says_what_it_said()
    {
        var recipients = string.Join(",\r\n\t", Enumerable.Range(0, 5_000).Select(i => $"\"No. {i}\" <a{i}@b.example>"));
        using var source = Stream($"Subject: folded\r\n as sent\r\nTo: {recipients}\r\nX-Last: 1\r\n\r\nTo: folded\r\n too");

        using var unfolded = LongHeader.Unfold(source);

        var text = new StreamReader(unfolded).ReadToEnd();
        Assert.Equal(source.Length, text.Length);
        Assert.StartsWith("Subject: folded\r\n as sent\r\nTo: \"No. 0\" <a0@b.example>,  \t\"No. 1\"", text);
        Assert.EndsWith("<a4999@b.example>\r\nX-Last: 1\r\n\r\nTo: folded\r\n too", text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\nbody")]
    [InlineData("Subject: a\r\n b\r\nTo: x@y.example\r\n\r\nbody\r\n")]
    [InlineData("Subject: a\nTo: x@y.example")]
    public void An_ordinary_message_is_left_as_it_is(string message)
    {
        using var source = Stream(message);

        Assert.Same(source, LongHeader.Unfold(source));
        Assert.Equal(0, source.Position);
    }

    [Theory]
    [InlineData("Subject: a\r\n\r\n", true)]
    [InlineData("Subject: a\n\nbody", true)]
    [InlineData("\r\nbody", true)]
    [InlineData("Subject: a\r\n", false)]
    [InlineData("Subject: a\r\n b", false)]
    [InlineData("", false)]
    public void A_header_is_whole_with_its_blank_line(string message, bool isWhole)
    {
        using var source = Stream(message);

        Assert.Equal(isWhole, LongHeader.AreWhole(source));
        Assert.Equal(0, source.Position);
    }

    [Fact]
    public void A_hundred_thousand_recipients_are_read_with_what_stands_behind_them()
    {
        using var source = Stream("To: " + string.Join(",\r\n ", Enumerable.Range(0, 100_000).Select(i => $"a{i}@b.example")) + "\r\nSubject: Hello\r\n\r\nbody");

        var headers = LongHeader.Read(source, Now);

        Assert.Equal(["To", "Subject"], headers.Select(header => header.Field));
    }

    private static MemoryStream Stream(string text) => new(Encoding.ASCII.GetBytes(text));
}
