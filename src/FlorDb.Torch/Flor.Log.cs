using FlorDb.Torch.Values;

namespace FlorDb.Torch;

/// <summary>Log statements.</summary>
public sealed partial class Flor
{
    /// <summary>Logs a value in the current iteration of the innermost loop, or for the run as a whole outside of loops.</summary>
    /// <remarks>
    /// Kept as they are: Booleans; integers that fit 64 signed bits; floating-point numbers, as doubles (NaN and infinities too); text; dates, to the
    /// microsecond (one of unspecified kind is taken as UTC); <c>byte[]</c>, as binary. A tensor with one element becomes a number; other tensors and arrays of
    /// Booleans or numbers, of any rank, become n-dimensional values; they are copied. Enumeration members become text. Anything else, jagged arrays too,
    /// becomes JSON by System.Text.Json. Numbers are logged without allocating.
    /// </remarks>
    /// <param name="name">A column of the records: 1 to 256 characters, no control characters, no <c>$</c> at its beginning.</param>
    /// <param name="value">The value; null is logged as such. A name may be logged again in the same iteration: all values are kept.</param>
    /// <exception cref="ArgumentException">The name breaks the naming rule, or the value can't be kept: a complex tensor, an object that JSON can't hold.</exception>
    /// <exception cref="ObjectDisposedException">The run has ended.</exception>
    /// <exception cref="Storage.StoreException">The store can't be written.</exception>
    public void Log<T>(string name, T value)
    {
        EnsureLive();
        _session.Log(name, CellConversion.From(value));
    }

    /// <inheritdoc cref="Log{T}(string, T)"/>
    public void Log(string name, object? value) => Log<object?>(name, value);
}
