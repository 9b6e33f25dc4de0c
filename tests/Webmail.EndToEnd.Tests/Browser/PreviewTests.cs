using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Attachments that are looked at in the page.</summary>
public sealed class PreviewTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Two pages without a table of where things are, which readers make up for.</summary>
    private const string Pdf = """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Resources<</Font<</F 4 0 R>>>>/Contents 6 0 R>>endobj
        4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
        5 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj
        6 0 obj<</Length 41>>stream
        BT /F 24 Tf 40 300 Td (Guten Tag) Tj ET  
        endstream endobj
        trailer<</Root 1 0 R>>
        """;

    [Fact]
    public async Task Files_are_looked_at_one_after_the_other_by_key()
    {
        await PutAsync("INBOX", new Letter("Pläne")
        {
            Files = new Dictionary<string, string> { ["Plan.pdf"] = Pdf, ["Liste.csv"] = "Name;Ort\nPetra;Köln\n", ["Rechnung.pdf.exe"] = "MZ" },
        });
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);
        var preview = mail.Page.GetByTestId("preview");
        await mail.Reader.Locator("[data-name='Plan.pdf'] [data-preview]").FocusAsync();
        await mail.Page.Keyboard.PressAsync("Enter");

        var frame = preview.Locator("iframe");
        await Expect(frame).ToHaveAttributeAsync("sandbox", "allow-scripts");
        await Expect(preview.FrameLocator("iframe").Locator(".textLayer").First).ToContainTextAsync("Guten Tag");
        await Expect(preview.Locator(".pv-sum")).ToContainTextAsync(new Regex("1 of 2"));

        await mail.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(preview.Locator("td").Last).ToHaveTextAsync("Köln");
        await Expect(frame).ToHaveCountAsync(0);

        await mail.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(preview.Locator(".note-d")).ToContainTextAsync("Rechnung.pdf.exe");
        await Expect(preview.Locator(".pv-download")).ToBeHiddenAsync();

        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(preview).ToHaveCountAsync(0);
        await Expect(mail.Reader.Locator("[data-name='Rechnung.pdf.exe'] [data-preview]")).ToBeFocusedAsync();
    }
}
