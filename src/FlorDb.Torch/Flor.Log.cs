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
    /// becomes JSON by System.Text.Json. Numbers are logged without allocating. A value has less than 1 GiB.
    /// </remarks>
    /// <param name="name">A column of the records: 1 to 256 characters, no control characters, no <c>$</c> at its beginning. A run has at most 10,000 names.</param>
    /// <param name="value">The value; null is logged as such. A name may be logged again in the same iteration: all values are kept.</param>
    /// <exception cref="ArgumentException">The name breaks the naming rule or is one too many, or the value can't be kept: a complex tensor, an object that JSON can't hold, 1 GiB or more.</exception>
    /// <exception cref="ObjectDisposedException">The run has ended.</exception>
    /// <exception cref="Storage.StoreException">The store can't be written.</exception>
    public void Log<T>(string name, T value)
    {
        EnsureLive();
        CellConversion.Log(_session, name, value);
    }

    /// <inheritdoc cref="Log{T}(string, T)"/>
    public void Log(string name, object? value) => Log<object?>(name, value);

    /// <summary>Logs the parts of a value, each as <see cref="Log{T}(string, T)"/> does: <c>flor.LogMany(new { loss, accuracy }, "val/")</c> logs <c>val/loss</c> and <c>val/accuracy</c>.</summary>
    /// <remarks>
    /// Parts are the public properties and fields of an object (a record, a struct, an anonymous type), those of its base types too, or the entries of
    /// a dictionary with text as keys. A part that has parts itself is one value: it becomes JSON. Number properties are logged without allocating.
    /// Tuples are refused, since the names of their elements are not there when a program runs.
    /// </remarks>
    /// <param name="values">The object or dictionary.</param>
    /// <param name="prefix">What stands before each name; nothing is put in between.</param>
    /// <exception cref="ArgumentException">
    /// The value has no named parts, a name breaks the naming rule, or a part can't be kept; parts before it are logged.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The run has ended.</exception>
    /// <exception cref="Storage.StoreException">The store can't be written.</exception>
    public void LogMany<T>(T values, string prefix = "")
        where T : notnull
    {
        if (values is null) throw new ArgumentNullException(nameof(values));
        ArgumentNullException.ThrowIfNull(prefix);
        EnsureLive();
        PartsLog<T>.Log(_session, prefix, values);
    }
}
