namespace Webmail.MailServers.DemoMail.Files;

/// <summary>
/// Writes baseline JPEG (ITU T.81), no subsampling. All Huffman codes have one length, four bits for DC and eight for AC, where the code
/// is the symbol: larger files than usual, and no tables to carry.
/// </summary>
internal sealed class Jpeg
{
    private const int Quantum = 12;

    private static readonly int[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private static readonly double[,] Cosines = MakeCosines();

    private readonly List<byte> _file = [];
    private int _bits;
    private int _bitCount;

    public static byte[] Encode(Picture picture)
    {
        var jpeg = new Jpeg();
        jpeg.WriteHeaders(picture);
        jpeg.WriteScan(picture);
        return [.. jpeg._file];
    }

    private void WriteHeaders(Picture picture)
    {
        _file.AddRange([0xFF, 0xD8]);
        Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)Quantum, 64)]);
        Segment(
            0xC0,
            [8, (byte)(picture.Height >> 8), (byte)picture.Height, (byte)(picture.Width >> 8), (byte)picture.Width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        // Twelve DC codes of four bits; 255 AC codes of eight bits (all ones is not allowed).
        Segment(0xC4, [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 12).Select(symbol => (byte)symbol)]);
        Segment(0xC4, [0x10, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Range(0, 255).Select(symbol => (byte)symbol)]);
        Segment(0xDA, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]);
    }

    private void WriteScan(Picture picture)
    {
        Span<int> previous = stackalloc int[3];
        var samples = new double[3][];
        for (var component = 0; component < 3; component++)
            samples[component] = new double[64];
        for (var top = 0; top < picture.Height; top += 8)
        {
            for (var left = 0; left < picture.Width; left += 8)
            {
                Read(picture, left, top, samples);
                for (var component = 0; component < 3; component++)
                    previous[component] = WriteBlock(samples[component], previous[component]);
            }
        }

        if (_bitCount > 0)
            Bits(0x7F, 8 - _bitCount);
        _file.AddRange([0xFF, 0xD9]);
    }

    private static void Read(Picture picture, int left, int top, double[][] samples)
    {
        for (var at = 0; at < 64; at++)
        {
            var pixel = picture.At(left + at % 8, top + at / 8);
            double red = pixel[0], green = pixel[1], blue = pixel[2];
            samples[0][at] = 0.299 * red + 0.587 * green + 0.114 * blue - 128;
            samples[1][at] = -0.1687 * red - 0.3313 * green + 0.5 * blue;
            samples[2][at] = 0.5 * red - 0.4187 * green - 0.0813 * blue;
        }
    }

    private int WriteBlock(double[] samples, int previousDc)
    {
        Span<double> rows = stackalloc double[64];
        Span<int> values = stackalloc int[64];
        for (var y = 0; y < 8; y++)
        {
            for (var u = 0; u < 8; u++)
            {
                for (var x = 0; x < 8; x++)
                    rows[y * 8 + u] += samples[y * 8 + x] * Cosines[u, x];
            }
        }

        for (var at = 0; at < 64; at++)
        {
            var sum = 0.0;
            for (var y = 0; y < 8; y++)
                sum += rows[y * 8 + at % 8] * Cosines[at / 8, y];
            values[at] = (int)Math.Round(sum / Quantum);
        }

        var difference = values[0] - previousDc;
        var size = Size(difference);
        Bits(size, 4);
        Value(difference, size);
        var zeros = 0;
        for (var at = 1; at < 64; at++)
        {
            var value = values[ZigZag[at]];
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
                Bits(0xF0, 8);
            size = Size(value);
            Bits((zeros << 4) | size, 8);
            Value(value, size);
            zeros = 0;
        }

        if (zeros > 0)
            Bits(0x00, 8);
        return values[0];
    }

    private static int Size(int value) => value == 0 ? 0 : int.Log2(Math.Abs(value)) + 1;

    private void Value(int value, int size) => Bits(value < 0 ? value + (1 << size) - 1 : value, size);

    private void Bits(int value, int count)
    {
        for (var bit = count - 1; bit >= 0; bit--)
        {
            _bits = (_bits << 1) | ((value >> bit) & 1);
            if (++_bitCount < 8)
                continue;
            _file.Add((byte)_bits);
            if ((byte)_bits == 0xFF)
                _file.Add(0);
            _bits = _bitCount = 0;
        }
    }

    private void Segment(byte marker, ReadOnlySpan<byte> data)
    {
        var length = data.Length + 2;
        _file.AddRange([0xFF, marker, (byte)(length >> 8), (byte)length]);
        _file.AddRange(data);
    }

    private static double[,] MakeCosines()
    {
        var cosines = new double[8, 8];
        for (var u = 0; u < 8; u++)
        {
            for (var x = 0; x < 8; x++)
                cosines[u, x] = (u == 0 ? Math.Sqrt(0.125) : 0.5) * Math.Cos((2 * x + 1) * u * Math.PI / 16);
        }

        return cosines;
    }
}
