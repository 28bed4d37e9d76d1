using FlorDb.Storage;

namespace FlorDb.Torch.CommandLine;

/// <summary>How an argument of one type is read from the command line, recorded, and taken from a record.</summary>
/// <param name="Noun">The type for people: "an integer".</param>
/// <param name="Parse">Reads a text; null when it is no value of the type.</param>
/// <param name="ToCell">The value as it is recorded.</param>
/// <param name="FromCell">A recorded value; null when it is none of the type.</param>
internal sealed record ArgumentType<T>(string Noun, Func<string, Parsed<T>?> Parse, Func<T, CellValue> ToCell, Func<CellValue, Parsed<T>?> FromCell);

/// <summary>A value that was read, so that null can stand for "none".</summary>
internal readonly record struct Parsed<T>(T Value);
