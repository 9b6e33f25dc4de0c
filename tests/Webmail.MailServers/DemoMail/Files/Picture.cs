namespace Webmail.MailServers.DemoMail.Files;

/// <summary>A drawn garden: sky, sun, hills, a lawn and flowers, other ones for each seed.</summary>
internal sealed class Picture
{
    private readonly byte[] _pixels;

    public Picture(int width, int height, int seed)
    {
        Width = width;
        Height = height;
        _pixels = new byte[width * height * 3];
        var random = new Random(seed);
        var sun = (X: random.NextDouble(), Y: 0.1 + random.NextDouble() * 0.2);
        var phase = random.NextDouble() * 6;
        var evening = random.NextDouble();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                Set(x, y, Colour((double)x / width, (double)y / height, sun.X, sun.Y, phase, evening));
        }

        for (var flower = 0; flower < 40; flower++)
            Flower(random);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>One pixel as red, green, blue; beyond the edge the nearest one.</summary>
    public ReadOnlySpan<byte> At(int x, int y) => _pixels.AsSpan((Math.Min(y, Height - 1) * Width + Math.Min(x, Width - 1)) * 3, 3);

    private static (double R, double G, double B) Colour(double x, double y, double sunX, double sunY, double phase, double evening)
    {
        var far = 0.50 + 0.06 * Math.Sin(x * 5 + phase) + 0.02 * Math.Sin(x * 13 + phase * 2);
        var near = 0.68 + 0.05 * Math.Sin(x * 4 - phase);
        if (y > near)
            return (70 + 40 * (y - near), 140 + 20 * Math.Sin(x * 60), 60);
        if (y > far)
            return (80, 130 - 60 * (y - far), 100);
        var glow = Math.Max(0, 1 - Math.Sqrt(Math.Pow((x - sunX) * 1.4, 2) + Math.Pow(y - sunY, 2)) * 4);
        return (140 + 60 * evening + 40 * y + 255 * glow, 185 + 40 * y + 200 * glow, 235 - 60 * evening + 90 * glow);
    }

    private void Flower(Random random)
    {
        var (centreX, centreY) = (random.Next(Width), (int)(Height * (0.72 + random.NextDouble() * 0.27)));
        var radius = Math.Max(1, Height / 60 + random.Next(Math.Max(1, Height / 60)));
        var petal = ((double, double, double)[])[(225, 70, 90), (240, 200, 60), (235, 235, 245), (160, 90, 200)];
        var colour = petal[random.Next(petal.Length)];
        for (var y = -radius; y <= radius; y++)
        {
            for (var x = -radius; x <= radius; x++)
            {
                if (x * x + y * y <= radius * radius)
                    Set(centreX + x, centreY + y, x * x + y * y < radius * radius / 6 ? (250, 220, 80) : colour);
            }
        }
    }

    private void Set(int x, int y, (double R, double G, double B) colour)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height)
            return;
        var at = (y * Width + x) * 3;
        _pixels[at] = (byte)Math.Clamp(colour.R, 0, 255);
        _pixels[at + 1] = (byte)Math.Clamp(colour.G, 0, 255);
        _pixels[at + 2] = (byte)Math.Clamp(colour.B, 0, 255);
    }
}
