using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>The tensor as text, by default in the style that is set, with a table where that is metadata only.</summary>
    public static string str(
        this Tensor tensor, string fltFormat = Tensor.DefaultFormat, int width = Tensor.DefaultWidth, string newLine = "\n",
        CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        tensor.ToString(WithNumbers(style), fltFormat, width, cultureInfo, newLine);

    /// <summary>Metadata and a table of the numbers.</summary>
    public static string jlstr(
        this Tensor tensor, string fltFormat = Tensor.DefaultFormat, int width = Tensor.DefaultWidth, string newLine = "\n", CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

    /// <summary>The numbers in nested brackets.</summary>
    public static string npstr(
        this Tensor tensor, string fltFormat = Tensor.DefaultFormat, int width = Tensor.DefaultWidth, string newLine = "\n", CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    /// <summary>Metadata and the numbers in nested braces.</summary>
    public static string cstr(
        this Tensor tensor, string fltFormat = Tensor.DefaultFormat, int width = Tensor.DefaultWidth, string newLine = "\n", CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

    /// <summary>Writes the tensor to the console and returns it.</summary>
    public static Tensor print(
        this Tensor t, string fltFormat = Tensor.DefaultFormat, int width = Tensor.DefaultWidth, string newLine = "\n",
        CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.str(fltFormat, width, newLine, cultureInfo, style));
        return t;
    }

    private static TensorStringStyle WithNumbers(TensorStringStyle style)
    {
        var chosen = style == TensorStringStyle.Default ? torch.TensorStringStyle : style;
        return chosen == TensorStringStyle.Metadata && style == TensorStringStyle.Default ? TensorStringStyle.Julia : chosen;
    }
}
