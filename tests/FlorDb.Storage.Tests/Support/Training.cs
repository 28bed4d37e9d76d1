using System.Globalization;

namespace FlorDb.Storage.Tests.Support;

/// <summary>A small training: what it records, and how a snapshot of it reads.</summary>
internal static class Training
{
    public static void Record(RunWriter run, int epochs, int steps)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            var outer = run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Of((long)epoch));
            for (int step = 0; step < steps; step++)
            {
                var inner = run.EnterIteration(outer, "step", step, CellValue.Null);
                run.Log(inner, "loss", CellValue.Of(1.0 / (1 + step + epoch * steps)));
            }

            run.EndLoop(outer, "step", steps, completed: true);
            run.Log(outer, "accuracy", CellValue.Of(epoch / 10.0));
        }

        run.EndLoop(ContextId.Root, "epoch", epochs, completed: true);
    }

    /// <summary>Every cell of a snapshot, keyed by path, name, run, replay, indices and occurrence.</summary>
    public static Dictionary<string, string> Describe(StoreSnapshot snapshot)
    {
        var cells = new Dictionary<string, string>();
        foreach (var table in snapshot.Tables)
        {
            foreach (var name in table.Names)
                foreach (var (key, value) in Cells.Of(snapshot, table.Path, name.Name)) cells.Add($"{table.Path}.{name.Name} {key}", Text(value));
        }

        return cells;
    }

    /// <summary>A value as text, every bit of it.</summary>
    public static string Text(CellValue value) => value.Kind switch
    {
        CellKind.Null => "null",
        CellKind.Boolean => value.AsBoolean().ToString(),
        CellKind.Int64 => value.AsInt64().ToString(CultureInfo.InvariantCulture),
        CellKind.Float64 => BitConverter.DoubleToInt64Bits(value.AsFloat64()).ToString("x", CultureInfo.InvariantCulture),
        CellKind.String => $"\"{value.AsString()}\"",
        CellKind.Timestamp => $"t{value.AsMicroseconds()}",
        CellKind.Binary => Convert.ToHexString(value.AsBinary().Span),
        CellKind.Json => $"json {value.AsJson()}",
        _ => $"{value.AsTensor().ElementType}[{string.Join(',', value.AsTensor().Shape)}] {Convert.ToHexString(value.AsTensor().Bytes.Span)}",
    };
}
