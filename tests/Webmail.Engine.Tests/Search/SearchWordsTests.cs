using Webmail.Engine.Search;

namespace Webmail.Engine.Tests.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  eins\tzwei ", "eins|zwei")]
    [InlineData("a \"b c\" d", "a|b c|d")]
    [InlineData("\"nicht geschlossen", "nicht geschlossen")]
    [InlineData("\"\" \" \" x", "x")]
    public void Words_split_at_white_space_and_quotes_keep_together(string text, string words) =>
        Assert.Equal(words, string.Join('|', MailboxSearch.Words(text)));
}
