using System.Text.Json;
using FlorDb.Torch.Values;

namespace FlorDb.Torch.State;

/// <summary>Ways to read pieces of state.</summary>
internal static class StateSourceExtensions
{
    /// <exception cref="FlorException">The state lacks the piece.</exception>
    public static StateEntry Get(this IStateSource source, string name) =>
        source.Find(name) ?? throw new FlorException(
            $"The checkpoint has no \"{name}\", which the program now registers: the program's state was another one when it was recorded.")
        {
            ExitCode = FlorExit.Failed,
        };

    public static byte[] ReadBytes(this IStateSource source, string name)
    {
        var entry = source.Get(name);
        byte[] bytes = new byte[entry.Length];
        source.Read(entry, bytes);
        return bytes;
    }

    public static T ReadJson<T>(this IStateSource source, string name) =>
        JsonSerializer.Deserialize<T>(source.ReadBytes(name), JsonCells.Options)
        ?? throw new FlorException($"The checkpoint's \"{name}\" is empty.") { ExitCode = FlorExit.Failed };
}
