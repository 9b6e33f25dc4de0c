using Webmail.Engine.Attachments;

namespace Webmail.Engine.Tests.Attachments;

public sealed class ImageSizeTests
{
    [Theory]
    [InlineData("image/png", "89504e470d0a1a0a0000000d4948445200000280000001e00802000000", 640, 480)]
    [InlineData("image/gif", "474946383961800238010000", 640, 312)]
    [InlineData("image/bmp", "424d000000000000000036000000280000008002000020feffff01001800", 640, 480)]
    [InlineData("image/jpeg", "ffd8ffe000104a46494600010100000100010000ffe1000600000000ffc00011080168028003012200", 640, 360)]
    [InlineData("image/webp", "524946460000000057454250565038580a000000100000007f02006701000000", 640, 360)]
    [InlineData("image/webp", "5249464600000000574542505650384c000000002f7fc2590000000000000000", 640, 360)]
    [InlineData("image/webp", "52494646000000005745425056503820000000000000009d012a80026801", 640, 360)]
    [InlineData("image/avif", "0000002066747970617669660000000000000014697370650000000000000280000001680000000000000014697370650000000000000040000000400000", 640, 360)]
    public void The_size_of_a_picture_is_in_its_header(string mediaType, string head, long width, long height) =>
        Assert.Equal((width, height), ImageSize.Of(Convert.FromHexString(head), mediaType));

    [Theory]
    [InlineData("image/png", "89504e47")]
    [InlineData("image/jpeg", "ffd8ffe00010")]
    [InlineData("image/jpeg", "ffd8000000000000000000000000000000000000")]
    [InlineData("image/avif", "00000020667479706176696600000000")]
    [InlineData("image/svg+xml", "3c737667")]
    public void What_has_none_has_none(string mediaType, string head) => Assert.Null(ImageSize.Of(Convert.FromHexString(head), mediaType));

    [Theory]
    [InlineData(12_000, 9_000, false)]
    [InlineData(65_535, 65_535, true)]
    [InlineData(4_294_967_295, 4_294_967_295, true)]
    [InlineData(0, 4_294_967_295, false)]
    public void A_picture_that_would_take_all_memory_is_too_large(long width, long height, bool isTooLarge) => Assert.Equal(isTooLarge, ImageSize.IsTooLarge(width, height));
}
