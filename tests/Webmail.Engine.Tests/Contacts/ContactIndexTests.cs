using Webmail.Engine.Contacts;

namespace Webmail.Engine.Tests.Contacts;

/// <summary>Whom one means is found by the beginning of any part of name or address.</summary>
public sealed class ContactIndexTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("anna", "Anna Berg")]
    [InlineData("berg", "Anna Berg")]
    [InlineData("ANNA B", "Anna Berg")]
    [InlineData("Berg, An", "Anna Berg")]
    [InlineData("\"anna", "Anna Berg")]
    [InlineData("anna <a.b", "Anna Berg")]
    [InlineData("a.berg@exa", "Anna Berg")]
    [InlineData("berg@exa", "Anna Berg")]
    [InlineData("muller", "Jörg Müller")]
    [InlineData("mueller", "Jörg Müller")]
    [InlineData("MÜLL", "Jörg Müller")]
    [InlineData("jorg mu\u0308", "Jörg Müller")]
    [InlineData("grüß", "Greta Gruess")]
    [InlineData("strass", "Ida Straße")]
    [InlineData("lodz", "Łódź Office")]
    [InlineData("ΑΘΗΝ", "Αθηνά Παππά")]
    [InlineData("сер", "Сергей")]
    public void A_beginning_of_name_or_address_finds_whatever_case_and_accents(string typed, string name) =>
        Assert.Contains(name, Index.Find(typed, 10).Select(contact => contact.Name));

    [Theory]
    [InlineData("nna")]
    [InlineData("anna müller")]
    [InlineData("erg@")]
    [InlineData("example.orga")]
    [InlineData("\uD800")]
    public void The_middle_of_a_word_and_a_word_too_many_find_nobody(string typed) => Assert.Empty(Index.Find(typed, 10));

    [Fact]
    public void Who_is_written_to_often_and_lately_comes_first()
    {
        var index = ContactIndex.Of(
        [
            Contact("once long ago", 1, days: 400),
            Contact("often long ago", 50, days: 400),
            Contact("once today", 1, days: 0),
            Contact("often lately", 50, days: 5),
            Contact("some lately", 6, days: 5),
        ]);

        Assert.Equal(["often lately", "some lately", "once today", "often long ago", "once long ago"], index.Find("", 10).Select(contact => contact.Name));
        Assert.Equal(["often lately", "some lately"], index.Find("lately", 10).Select(contact => contact.Name));
        Assert.Equal(["often lately"], index.Find("lately", 1).Select(contact => contact.Name));
    }

    [Fact]
    public void What_is_added_takes_the_place_of_its_former_self()
    {
        var first = Contact("Anna", 1, days: 3);
        var index = ContactIndex.Of([first, Contact("Bert", 2, days: 3)]).With([first with { Name = "Anna Berg", Uses = 9 }]);

        Assert.Equal(["Anna Berg", "Bert"], index.All.Select(contact => contact.Name));
        Assert.Equal(["Bert"], index.Without(first.Id).All.Select(contact => contact.Name));
    }

    [Fact]
    public void A_contact_says_nothing_to_a_log() => Assert.DoesNotContain("example", Contact("Anna", 1, days: 1).ToString(), StringComparison.Ordinal);

    private static ContactIndex Index { get; } = ContactIndex.Of(
    [
        Contact("Anna Berg", 1, days: 1, "a.berg@example.org"), Contact("Jörg Müller", 1, days: 1), Contact("Greta Gruess", 1, days: 1), Contact("Ida Straße", 1, days: 1),
        Contact("Łódź Office", 1, days: 1), Contact("Αθηνά Παππά", 1, days: 1), Contact("Сергей", 1, days: 1), Contact("half \uD83D pair", 1, days: 1),
    ]);

    private static Contact Contact(string name, int uses, int days, string address = "x@example.org") => new(Guid.NewGuid(), name, address, uses, Now.AddDays(-days));
}
