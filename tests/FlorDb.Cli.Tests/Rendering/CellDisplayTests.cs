using System.Runtime.InteropServices;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Rendering;

public sealed class CellDisplayTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(5e-4, "0.0005")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Floats_read_back_and_look_like_floats(double value, string text) => Assert.Equal(text, CellDisplay.Format(CellValue.Of(value), 80));

    [Fact]
    public void Plain_values_are_shown_as_they_are()
    {
        Assert.Equal("NULL", CellDisplay.Format(CellValue.Null, 80));
        Assert.Equal("true", CellDisplay.Format(CellValue.Of(true), 80));
        Assert.Equal("-9223372036854775808", CellDisplay.Format(CellValue.Of(long.MinValue), 80));
        Assert.Equal("""{"a":1}""", CellDisplay.Format(CellValue.OfJson("""{"a":1}"""), 80));
        Assert.Equal("0x00ff", CellDisplay.Format(CellValue.Of(new byte[] { 0, 255 }), 80));
    }

    [Fact]
    public void Text_cannot_move_the_cursor() =>
        Assert.Equal(@"a\nb\x1b[2Jc\t", CellDisplay.Format(CellValue.Of("a\nb\e[2Jc\t"), 80));

    [Theory]
    [InlineData("2026-11-21T08:49:12Z", "2026-11-21 08:49:12Z")]
    [InlineData("2026-11-21T10:49:12.25+02:00", "2026-11-21 08:49:12.25Z")]
    public void Timestamps_are_in_UTC_and_say_so(string value, string text) =>
        Assert.Equal(text, CellDisplay.Format(CellValue.Of(DateTimeOffset.Parse(value, System.Globalization.CultureInfo.InvariantCulture)), 80));

    [Fact]
    public void A_timestamp_outside_of_the_calendar_is_shown_in_microseconds() =>
        Assert.Equal("9223372036854775807 us", CellDisplay.Format(CellValue.OfMicroseconds(long.MaxValue), 80));

    [Fact]
    public void Tensors_are_shape_and_nested_elements()
    {
        Assert.Equal("[2x2] [[98 0] [1 97]]", CellDisplay.Format(CellValue.Of(Matrix(2, 98, 0, 1, 97)), 80));
        Assert.Equal("[] 7", CellDisplay.Format(CellValue.Of(new TensorValue(ElementType.Int64, [], Bytes(7))), 80));
        Assert.Equal("[0] []", CellDisplay.Format(CellValue.Of(new TensorValue(ElementType.Int64, [0], default)), 80));
    }

    [Fact]
    public void A_tensor_grid_has_aligned_columns_and_needs_room()
    {
        Assert.Equal<string>(["98  0", " 1 97"], TensorText.Grid(Matrix(2, 98, 0, 1, 97), 80));
        Assert.Empty(TensorText.Grid(Matrix(2, 98, 0, 1, 97), 4));
        Assert.Empty(TensorText.Grid(new TensorValue(ElementType.Int64, [2], Bytes(1, 2)), 80));
    }

    [Theory]
    [InlineData(ElementType.Boolean, new byte[] { 1 }, "1")]
    [InlineData(ElementType.UInt8, new byte[] { 255 }, "255")]
    [InlineData(ElementType.Int8, new byte[] { 255 }, "-1")]
    [InlineData(ElementType.Int16, new byte[] { 0, 128 }, "-32768")]
    [InlineData(ElementType.Int32, new byte[] { 1, 1, 0, 0 }, "257")]
    [InlineData(ElementType.Float16, new byte[] { 0, 60 }, "1")]
    [InlineData(ElementType.Float32, new byte[] { 0, 0, 192, 63 }, "1.5")]
    [InlineData(ElementType.Float64, new byte[] { 0, 0, 0, 0, 0, 0, 4, 64 }, "2.5")]
    public void Every_element_type_is_shown(ElementType type, byte[] bytes, string text) =>
        Assert.Equal("[1] [" + text + "]", CellDisplay.Format(CellValue.Of(new TensorValue(type, [1], bytes)), 80));

    [Theory]
    [InlineData("0.34251487255096436", CellKind.Float64, 9, "0.342514…")]
    [InlineData("1.2345678901234567E-05", CellKind.Float64, 10, "1.234…E-05")]
    [InlineData("12345678901.5", CellKind.Float64, 8, "########")]
    [InlineData("123456789", CellKind.Int64, 5, "#####")]
    [InlineData("2026-11-21 08:49:12.123456Z", CellKind.Timestamp, 20, "2026-11-21 08:49:12Z")]
    [InlineData("2026-11-21 08:49:12.123456Z", CellKind.Timestamp, 12, "2026-11-21 …")]
    [InlineData("smallerModel", CellKind.String, 8, "smaller…")]
    [InlineData("日本語", CellKind.String, 5, "日本…")]
    [InlineData("fits", CellKind.String, 4, "fits")]
    public void Fit_shortens_without_saying_something_else(string text, CellKind kind, int width, string fitted) =>
        Assert.Equal(fitted, FittedCell.Fit(text, kind, width));

    private static TensorValue Matrix(int rows, params long[] elements) => new(ElementType.Int64, [rows, elements.Length / rows], Bytes(elements));

    private static byte[] Bytes(params long[] elements) => MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();
}
