using System.Globalization;
using System.IO.Compression;
using static TorchSharp.torch;

namespace FlorDb.Bench.Record.Data;

/// <summary>The digits of the examples: a line for each image, 64 pixels from 0 to 16 and the digit.</summary>
internal static class DigitsFile
{
    private const int Pixels = 64;
    private const float Brightest = 16;

    public static LabelledImages Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        int[][] rows = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Array.ConvertAll(line.Split(','), number => int.Parse(number, CultureInfo.InvariantCulture)))];
        float[] pixels = [.. rows.SelectMany(row => row[..Pixels].Select(pixel => pixel / Brightest))];
        long[] digits = [.. rows.Select(row => (long)row[Pixels])];
        return new(tensor(pixels).reshape(-1, 1, 8, 8), tensor(digits));
    }
}
