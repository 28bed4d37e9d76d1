using System.Globalization;
using TorchSharp.Printing;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal const string DefaultFormat = "g5";
        internal const int DefaultWidth = 100;

        /// <summary>Shape, dtype and device, unless <see cref="torch.TensorStringStyle"/> asks for more.</summary>
        public override string ToString() => IsInvalid ? "disposed tensor" : ToString(TensorStringStyle.Default);

        /// <summary>The tensor as text.</summary>
        /// <param name="style">What is written, and how.</param>
        /// <param name="fltFormat">.NET format of real numbers, <c>g5</c> by default.</param>
        /// <param name="width">How many characters a line of a table may have, 100 by default.</param>
        /// <param name="cultureInfo">Culture of the numbers, the current one by default.</param>
        /// <param name="newLine">What separates lines, a line feed by default.</param>
        public string ToString(
            TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            var line = newLine ?? "\n";
            var formatter = new TensorFormatter(fltFormat ?? DefaultFormat, width ?? DefaultWidth, cultureInfo ?? CultureInfo.CurrentCulture, line);
            return (style == TensorStringStyle.Default ? torch.TensorStringStyle : style) switch
            {
                TensorStringStyle.Julia => formatter.Table(this),
                TensorStringStyle.Numpy => formatter.Nested(this, '[', ']'),
                TensorStringStyle.CSharp => $"{formatter.Metadata(this)}{line}{formatter.Nested(this, '{', '}')}",
                _ => formatter.Metadata(this),
            };
        }
    }
}
