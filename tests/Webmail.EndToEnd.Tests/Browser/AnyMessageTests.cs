using System.Globalization;
using System.Text;
using Webmail.Bench;
using Webmail.EndToEnd.Tests.Servers;
using Webmail.MailServers.Loading;
using static Microsoft.Playwright.Assertions;

namespace Webmail.EndToEnd.Tests.Browser;

/// <summary>Messages of every kind in the reader. Console and log are empty afterwards, as after every test.</summary>
public sealed class AnyMessageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Each of the corpus with <c>WEBMAIL_CORPUS_ALL=1</c> (<c>tests/scripts/corpus.sh</c>), else each hundredth.</summary>
    [Fact]
    public async Task Every_message_of_the_corpus_opens_in_the_reader()
    {
        var messages = MailCorpus.Require(each: 100, "INBOX");
        await Dovecot.LoadAsync(User, messages.Select(one => one.Message), Cancelled);
        var mail = await NewBrowserAsync();
        await mail.Page.Context.AddInitScriptAsync(Probe.Script);
        await mail.SignInAsync(User);
        await mail.HasTotalAsync(messages.Count);
        await mail.OpenAsync((uint)messages.Count);
        var probe = new Probe(mail.Page);
        var costs = new OpeningCosts(Webmail.ProcessId);
        for (var uid = (uint)messages.Count; uid > 0; uid--)
        {
            if (uid < messages.Count)
                await costs.MeasureAsync(messages[(int)uid - 1].Name, () => OpenNextAsync(mail, probe, uid));
            await mail.IsOpenAsync(uid);
            var shown = mail.Reader.Locator(".msg:visible");
            Assert.True(await shown.GetAttributeAsync("data-failure") is null, $"{messages[(int)uid - 1].Name} is not shown.");
            // Of a message that is a calendar or encrypted alone something else is said.
            await Expect(shown.Locator("iframe.rd-frame, .rd-none").First).ToBeAttachedAsync();
        }
        if (MailCorpus.WantsAll)
            await costs.WriteAsync("corpus-browser.txt", "from the key to the picture in the reader, with what the program spent meanwhile, also on fetching ahead");
    }

    /// <summary>Milliseconds from the key to the frame of the screen with the message in it, its frame loaded.</summary>
    private static async Task<double> OpenNextAsync(MailPage mail, Probe probe, uint uid)
    {
        var shown = string.Create(CultureInfo.InvariantCulture, $"document.getElementById('reader').dataset.uid === '{uid}'");
        return (await probe.MeasureAsync("keydown", shown, () => mail.Page.Keyboard.PressAsync("j"))).Milliseconds;
    }

    [Fact]
    public async Task An_attached_message_opens_in_place_and_is_saved_and_letters_are_set_right_by_keyboard()
    {
        await Dovecot.LoadAsync(User, [new StoredMessage("INBOX", DateTimeOffset.UnixEpoch.AddYears(50), "", Encoding.Latin1.GetBytes(Forwarded.ReplaceLineEndings("\r\n")))], Cancelled);
        var mail = await SignedInAsync();
        await mail.OpenAsync(1);

        await mail.Page.GetByTestId("open-attached").FocusAsync();
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(mail.Reader.Locator(".msg .msg [data-testid=message-subject]")).ToHaveTextAsync("Inner");
        await Expect(mail.Body).ToContainTextAsync("Inner text");
        await mail.Page.Keyboard.PressAsync("Escape");
        await Expect(mail.Page.GetByTestId("open-attached")).ToBeFocusedAsync();
        await Expect(mail.Body).ToContainTextAsync("ðÒÉ×ÅÔ");

        await mail.Action("save-attached").FocusAsync();
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(mail.Page.GetByTestId("move-menu").Locator("input")).ToBeFocusedAsync();
        await mail.Page.Keyboard.TypeAsync("Archive");
        await mail.Page.Keyboard.PressAsync("Enter");
        await Expect(mail.Toast).ToContainTextAsync("Saved to Archive");
        await mail.GoToAsync("Archive");
        await Expect(mail.RowOf("Inner")).ToHaveAttributeAsync("data-unread", "false");
        await mail.UndoAsync();
        await mail.HasTotalAsync(0);
        await mail.GoToAsync("INBOX");
        await mail.OpenAsync(1);

        await mail.Page.ClickAsync("[data-ui=more]");
        await mail.Page.ClickAsync("[role=menuitem][data-action=charset]");
        await Expect(mail.Reader.Locator("[data-charset]:visible")).ToBeFocusedAsync();
        await mail.Reader.Locator("[data-charset]:visible").SelectOptionAsync("koi8-r");
        await Expect(mail.Body).ToContainTextAsync("Привет");
    }

    private const string Forwarded = """
        From: Petra <petra@a.example>
        Subject: Outer
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=a

        --a
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        =F0=D2=C9=D7=C5=D4
        --a
        Content-Type: message/rfc822

        From: Carl <carl@c.example>
        Subject: Inner
        MIME-Version: 1.0
        Content-Type: text/plain

        Inner text
        --a--

        """;
}
