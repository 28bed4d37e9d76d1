using System.Runtime.InteropServices;
using System.Text;
using FlorDb.Storage.Checkpoints;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Storage.Tests.Checkpoints;

public class PageCodecProperties
{
    private static readonly PageCodec[] Codecs = [PageCodec.Planes1, PageCodec.Planes2, PageCodec.Planes4, PageCodec.Planes8];

    [Fact]
    public void Any_page_comes_back_from_any_codec() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(AnyPage(), AnyCodec(), (page, codec) =>
    {
        var content = new byte[page.Length];
        int length = PageEncoder.TryEncode(page, codec, content);
        var header = new PageHeader(default, page.Length, length, codec);
        return length == 0 || PageDecoder.CanDecode(header) && page.SequenceEqual(Decode(content.AsSpan(0, length), codec, page.Length)!);
    }));

    [Fact]
    public void Damaged_content_is_refused_or_gives_a_page_of_another_hash() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(AnyPage(), AnyCodec(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (page, codec, seed) =>
    {
        var content = new byte[page.Length];
        int length = PageEncoder.TryEncode(page, codec, content);
        if (length == 0) return true;
        var random = new Random(seed);
        for (int i = 0; i < 20; i++)
        {
            var damaged = Damage(content[..length], random);
            if (Decode(damaged, codec, page.Length) is { } back && !back.SequenceEqual(page) && XxHash3.Hash(back) == XxHash3.Hash(page)) return false;
        }

        return true;
    }));

    [Fact]
    public void Bytes_that_no_encoder_made_are_no_crash() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(AnyPage(), AnyCodec(), Gen.Choose(0, PackLayout.PageBytes).ToArbitrary(), (content, codec, length) =>
    {
        Decode(content, codec, length);
        return true;
    }));

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 65_537, 100)]
    [InlineData(1, int.MaxValue, 100)]
    [InlineData(2, -1, -2)]
    [InlineData(2, 100, -1)]
    [InlineData(4, 100, 100)]
    [InlineData(8, 100, 200)]
    [InlineData(3, 100, 50)]
    [InlineData(0, 100, 50)]
    public void Header_that_no_encoder_makes_sizes_no_buffer(byte codec, int length, int stored) =>
        Assert.False(PageDecoder.CanDecode(new PageHeader(default, length, stored, (PageCodec)codec)));

    [Theory]
    [InlineData("fp32", 4, 0.84)]
    [InlineData("bf16", 2, 0.67)]
    [InlineData("fp16", 2, 0.86)]
    [InlineData("fp64", 8, 0.90)]
    [InlineData("bf16 in fp32", 4, 0.40)]
    [InlineData("sparse fp32", 4, 0.06)]
    [InlineData("int64", 8, 0.35)]
    [InlineData("zeros", 4, 0.01)]
    [InlineData("text", 1, 0.40)]
    public void Page_shrinks_as_measured(string kind, int elementBytes, double share)
    {
        var page = PageOf(kind);
        int length = PageEncoder.TryEncode(page, (PageCodec)elementBytes, new byte[page.Length]);
        Assert.InRange(length, 1, share * page.Length);
    }

    [Fact]
    public void Noise_and_short_pages_are_left_as_they_are()
    {
        var noise = CheckpointSample.RandomBytes(PackLayout.PageBytes, seed: 1);
        foreach (var codec in Codecs)
        {
            Assert.Equal(0, PageEncoder.TryEncode(noise, codec, new byte[noise.Length]));
            Assert.Equal(0, PageEncoder.TryEncode(new byte[PageEncoder.SmallestBytes - 1], codec, new byte[PageEncoder.SmallestBytes]));
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> content, PageCodec codec, int length)
    {
        var page = new byte[length];
        return PageDecoder.TryDecode(codec, [.. content, .. page], content.Length, page) ? page : null;
    }

    private static byte[] Damage(byte[] content, Random random)
    {
        switch (random.Next(3))
        {
            case 0: content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8)); return content;
            case 1: content[random.Next(Math.Min(32, content.Length))] = (byte)random.Next(256); return content;
            default: return content[..random.Next(content.Length)];
        }
    }

    private static Arbitrary<PageCodec> AnyCodec() => Gen.Elements(Codecs).ToArbitrary();

    /// <summary>Pages of all lengths, of noise, few values, runs and numbers, which the encoder treats each in its way.</summary>
    private static Arbitrary<byte[]> AnyPage() =>
        (from length in Gen.OneOf(Gen.Choose(0, 600), Gen.Choose(0, PackLayout.PageBytes))
         from values in Gen.Elements(1, 3, 20, 256)
         from longestRun in Gen.Elements(1, 1, 8, 3000)
         from isNumeric in Gen.Elements(false, true)
         from seed in Gen.Choose(0, int.MaxValue)
         select MakePage(length, values, longestRun, isNumeric, new Random(seed))).ToArbitrary();

    private static byte[] MakePage(int length, int values, int longestRun, bool isNumeric, Random random)
    {
        var page = isNumeric ? CheckpointSample.Weights(length / sizeof(float) + 1, random.Next())[..length] : new byte[length];
        for (int at = 0; at < length;)
        {
            int run = Math.Min(length - at, random.Next(1, longestRun + 1));
            if (!isNumeric || random.Next(2) == 0) page.AsSpan(at, run).Fill((byte)random.Next(values));
            at += isNumeric ? 50 * run : run;
        }

        return page;
    }

    private static byte[] PageOf(string kind)
    {
        var weights = MemoryMarshal.Cast<byte, float>(CheckpointSample.Weights(PackLayout.PageBytes / sizeof(float), seed: 1)).ToArray();
        return kind switch
        {
            "fp32" => Bytes(weights),
            "bf16" => Bytes([.. weights.Select(number => (ushort)(BitConverter.SingleToUInt32Bits(number) >> 16))]),
            "fp16" => Bytes([.. weights.Select(number => (Half)number)]),
            "fp64" => Bytes([.. weights.Take(PackLayout.PageBytes / sizeof(double)).Select((number, i) => number * (1 + 1e-9 * i))]),
            "bf16 in fp32" => Bytes([.. weights.Select(number => BitConverter.SingleToUInt32Bits(number) & 0xFFFF_0000)]),
            "sparse fp32" => Bytes([.. weights.Select((number, i) => i / 128 % 25 == 0 ? number : 0)]),
            "int64" => Bytes([.. weights.Take(PackLayout.PageBytes / sizeof(long)).Select(number => (long)(number * 1e5))]),
            "zeros" => new byte[PackLayout.PageBytes],
            _ => Encoding.UTF8.GetBytes(string.Concat(weights.Take(1000).Select((number, i) => $"{{\"step\":{i},\"loss\":{number}}}"))),
        };
    }

    private static byte[] Bytes<T>(T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
}
