using System.Globalization;
using System.Numerics;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Printing;

/// <summary>Writes a tensor's numbers as text, with long dimensions abbreviated.</summary>
internal sealed class TensorFormatter(string format, int width, CultureInfo culture, string newLine)
{
    private const string Gap = "...";
    private const long MostPerDimension = 1000;
    private const int EdgeItems = 3;

    /// <summary>Shape, dtype, device; the value too for a number without dimensions.</summary>
    public string Metadata(Tensor tensor)
    {
        var text = $"[{string.Join('x', tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";
        if (!string.IsNullOrEmpty(tensor.name)) text = $"{tensor.name}: {text}";
        return tensor.ndim == 0 && !tensor.is_meta ? $"{text}, value = {Element(tensor)}" : text;
    }

    /// <summary>Brackets within brackets, a row a line.</summary>
    public string Nested(Tensor tensor, char open, char close)
    {
        if (tensor.is_meta) return Metadata(tensor);
        var column = tensor.ndim < 2 ? 0 : Cells(tensor).Max(cell => cell.Length);
        var text = new StringBuilder();
        WriteNested(text, tensor, open, close, column, depth: 1);
        return text.ToString();
    }

    /// <summary>Metadata, then a table for each matrix in the tensor.</summary>
    public string Table(Tensor tensor)
    {
        var text = new StringBuilder(Metadata(tensor));
        if (tensor.ndim > 0 && !tensor.is_meta && tensor.NumberOfElements > 0) WriteTables(text, tensor, "");
        return text.ToString();
    }

    private void WriteNested(StringBuilder text, Tensor tensor, char open, char close, int column, int depth)
    {
        if (tensor.ndim == 0)
        {
            text.Append(Element(tensor).PadLeft(column));
            return;
        }
        text.Append(open);
        var separator = tensor.ndim == 1 ? ", " : "," + newLine + new string(' ', depth);
        var first = true;
        foreach (var index in Shown(tensor.shape[0]))
        {
            if (!first) text.Append(separator);
            first = false;
            if (index is { } position) WithSlice(tensor, position, slice => WriteNested(text, slice, open, close, column, depth + 1));
            else text.Append(Gap);
        }
        text.Append(close);
    }

    private void WriteTables(StringBuilder text, Tensor tensor, string path)
    {
        if (tensor.ndim > 2)
        {
            foreach (var index in Shown(tensor.shape[0]))
                if (index is { } position) WithSlice(tensor, position, slice => WriteTables(text, slice, $"{path}{position},"));
            return;
        }
        if (path.Length > 0) text.Append(newLine).Append('[').Append(path).Append(tensor.ndim == 2 ? "..,..] =" : "..] =");
        var column = Cells(tensor).Max(cell => cell.Length) + 1;
        if (tensor.ndim == 1) WriteRow(text, tensor, column);
        else
            foreach (var index in Shown(tensor.shape[0]))
                if (index is { } position) WithSlice(tensor, position, row => WriteRow(text, row, column));
                else text.Append(newLine).Append(' ').Append(Gap);
    }

    private void WriteRow(StringBuilder text, Tensor row, int column)
    {
        text.Append(newLine);
        var used = 0;
        foreach (var cell in Cells(row))
        {
            used += column;
            if (used > width)
            {
                text.Append(' ').Append(Gap);
                return;
            }
            text.Append(cell.PadLeft(column));
        }
    }

    private List<string> Cells(Tensor tensor)
    {
        if (tensor.ndim == 0) return [Element(tensor)];
        var cells = new List<string>();
        foreach (var index in Shown(tensor.shape[0]))
            if (index is { } position) WithSlice(tensor, position, slice => cells.AddRange(Cells(slice)));
            else if (tensor.ndim == 1) cells.Add(Gap);
        return cells.Count > 0 ? cells : [""];
    }

    private static IEnumerable<long?> Shown(long length)
    {
        if (length <= MostPerDimension) return Enumerable.Range(0, (int)length).Select(index => (long?)index);
        var head = Enumerable.Range(0, EdgeItems).Select(index => (long?)index);
        return head.Append(null).Concat(Enumerable.Range(0, EdgeItems).Select(index => (long?)(length - EdgeItems + index)));
    }

    private static void WithSlice(Tensor tensor, long position, Action<Tensor> use)
    {
        using var slice = tensor[position];
        use(slice);
    }

    private string Element(Tensor tensor) => tensor.ToScalar() is var number && number.Type == ScalarType.Float64
        ? number.Real.ToString(format, culture)
        : WholeOrComplex(number);

    private string WholeOrComplex(Scalar number) => number.Type switch
    {
        ScalarType.Bool => number.Integer != 0 ? "True" : "False",
        ScalarType.Int64 => number.Integer.ToString(culture),
        _ => ComplexText(number.Complex),
    };

    private string ComplexText(Complex number) =>
        $"{number.Real.ToString(format, culture)}{(number.Imaginary < 0 ? "-" : "+")}{Math.Abs(number.Imaginary).ToString(format, culture)}i";
}
