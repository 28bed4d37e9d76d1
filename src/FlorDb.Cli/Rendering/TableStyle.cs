namespace FlorDb.Cli.Rendering;

/// <summary>How a table is laid out.</summary>
/// <param name="Width">The room in character cells; null when the output is not a terminal: then nothing is cut but long n-dimensional values.</param>
/// <param name="Expanded">Whether each row is shown as a block of lines; automatic when that is the only way to show all columns.</param>
/// <param name="MaxRows">How many rows are shown at most.</param>
internal sealed record TableStyle(int? Width, Expansion Expanded = Expansion.Auto, int MaxRows = int.MaxValue)
{
    /// <summary>Where n-dimensional values are cut when there is no other limit.</summary>
    public const int TensorLimit = 60;

    /// <summary>Rows up to which expanding is done without being asked for.</summary>
    public const int ExpandableRows = 20;
}

/// <summary>When rows are shown as blocks of lines.</summary>
internal enum Expansion
{
    Auto,
    On,
    Off,
}
