using FlorDb.Torch.CommandLine;

namespace FlorDb.Torch;

/// <summary>Arguments of a run.</summary>
public sealed partial class Flor
{
    /// <summary>
    /// An argument of the run: its value after <c>--kwargs</c> on the command line, or else the default. It is recorded as a column of that name. In a replay
    /// it is the value that was recorded. Asked for again, an argument keeps its value.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="defaultValue">The value where the command line has none.</param>
    /// <exception cref="ArgumentException">The name breaks the naming rule.</exception>
    /// <exception cref="FlorException">The value is not of the type, and <see cref="FlorOptions.ThrowOnError"/> is set; otherwise the process ends with exit code 2.</exception>
    public bool Arg(string name, bool defaultValue) => Argument(ArgumentTypes.Boolean, name, defaultValue);

    /// <inheritdoc cref="Arg(string, bool)"/>
    public int Arg(string name, int defaultValue) => Argument(ArgumentTypes.Int32, name, defaultValue);

    /// <inheritdoc cref="Arg(string, bool)"/>
    public long Arg(string name, long defaultValue) => Argument(ArgumentTypes.Int64, name, defaultValue);

    /// <inheritdoc cref="Arg(string, bool)"/>
    public float Arg(string name, float defaultValue) => Argument(ArgumentTypes.Single, name, defaultValue);

    /// <inheritdoc cref="Arg(string, bool)"/>
    public double Arg(string name, double defaultValue) => Argument(ArgumentTypes.Double, name, defaultValue);

    /// <inheritdoc cref="Arg(string, bool)"/>
    public string Arg(string name, string defaultValue)
    {
        ArgumentNullException.ThrowIfNull(defaultValue);
        return Argument(ArgumentTypes.Text, name, defaultValue);
    }

    private T Argument<T>(ArgumentType<T> type, string name, T defaultValue)
    {
        EnsureLive();
        try
        {
            return _arguments.Get(type, name, defaultValue);
        }
        catch (FlorException failure)
        {
            Fail(failure);
            throw;
        }
    }
}
