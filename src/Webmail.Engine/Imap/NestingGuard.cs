namespace Webmail.Engine.Imap;

/// <summary>
/// Counts how deep the brackets of what a server says are nested. MailKit reads each level within the one around it, without a limit: some thousands would be the end of the
/// program (the stack overflows, which nothing catches). It goes by what MailKit takes for a string, so that no text of a message counts.
/// </summary>
internal sealed class NestingGuard
{
    /// <summary>Levels. Dovecot ends at 100 of parts; one that is a message with several parts has two brackets.</summary>
    private const int MaxDepth = 400;

    // "PREAUTH", the longest word that begins a line of text.
    private readonly byte[] word = new byte[7];
    private State state = State.Line;
    private State afterString = State.Data;
    private long literal;
    private int depth;
    private int length;
    private bool isTagged;

    private enum State
    {
        /// <summary>Before or in the tag.</summary>
        Line,

        /// <summary>Before or in the word behind it.</summary>
        Word,

        /// <summary>Between the status and its code or text.</summary>
        Status,

        /// <summary>In a response code (RFC 9051 7.1).</summary>
        Code,

        /// <summary>In words for people, up to the end of the line.</summary>
        Text,
        Data,
        Quoted,
        Escaped,
        AfterQuote,
        Size,
        AfterSize,
    }

    /// <summary>Reads on.</summary>
    /// <exception cref="TooDeepException">There are more levels than any message has.</exception>
    public void Read(ReadOnlySpan<byte> received)
    {
        while (!received.IsEmpty)
        {
            if (literal > 0 && state == afterString)
            {
                var skipped = (int)Math.Min(literal, received.Length);
                literal -= skipped;
                received = received[skipped..];
            }
            else
            {
                Take(received[0]);
                received = received[1..];
            }
        }
    }

    private void Take(byte octet)
    {
        switch (state)
        {
            case State.Line or State.Word or State.Status:
                Begin(octet);
                break;
            case State.Escaped:
                state = State.Quoted;
                break;
            case State.Quoted:
                state = octet == '"' ? State.AfterQuote : octet == '\\' ? State.Escaped : State.Quoted;
                break;
            case State.AfterQuote:
                // Some servers escape no quotes: a string ends with the one that is followed by what may follow a string.
                state = octet is (byte)']' or (byte)')' or (byte)' ' or (byte)'\r' or (byte)'\n' ? afterString : State.Quoted;
                Take(octet);
                break;
            case State.Size when char.IsAsciiDigit((char)octet):
                // MailKit gives up a connection with a larger number.
                literal = Math.Min((literal * 10) + octet - '0', int.MaxValue);
                break;
            case State.Size or State.AfterSize:
                state = octet == '\n' ? afterString : State.AfterSize;
                break;
            default:
                Within(octet);
                break;
        }
    }

    /// <summary>What kind of line it is.</summary>
    private void Begin(byte octet)
    {
        switch ((char)octet)
        {
            case '\n':
                EndLine();
                break;
            case ' ' or '\r':
                if (length == 0)
                    break;
                (isTagged, state) = state == State.Line ? (word[0] != '*', State.Word) : (isTagged, isTagged || IsStatus() ? State.Status : State.Data);
                length = 0;
                break;
            case '+' when state == State.Line && length == 0:
                state = State.Text;
                break;
            case '[' when length == 0:
                // Also without a status before it, as some servers have it.
                state = State.Code;
                break;
            case '"' when state == State.Status:
                Open(State.Text, State.Quoted);
                break;
            default:
                if (state == State.Status)
                    state = State.Text;
                else if (octet is (byte)'(' or (byte)')' or (byte)'{' or (byte)'"')
                    Within(octet, State.Data);
                else
                    word[Math.Min(length++, word.Length - 1)] = octet;
                break;
        }
    }

    private void Within(byte octet, State within)
    {
        state = within;
        Within(octet);
    }

    private void Within(byte octet)
    {
        switch ((char)octet)
        {
            case '\n':
                EndLine();
                break;
            case ']' when state == State.Code:
                state = State.Text;
                break;
            case '(' when state != State.Text:
                if (++depth > MaxDepth)
                    throw new TooDeepException();
                break;
            case ')' when depth > 0:
                depth--;
                break;
            case '"' when state != State.Text:
                Open(state, State.Quoted);
                break;
            case '{' when state != State.Text:
                literal = 0;
                Open(state, State.Size);
                break;
        }
    }

    private void Open(State after, State opened) => (afterString, state) = (after, opened);

    private void EndLine() => (state, depth, length, isTagged) = (State.Line, 0, 0, false);

    private bool IsStatus()
    {
        var said = word.AsSpan(0, Math.Min(length, word.Length));
        return Is(said, "OK"u8) || Is(said, "NO"u8) || Is(said, "BAD"u8) || Is(said, "BYE"u8) || Is(said, "PREAUTH"u8);

        static bool Is(ReadOnlySpan<byte> said, ReadOnlySpan<byte> status) => System.Text.Ascii.EqualsIgnoreCase(said, status);
    }
}
