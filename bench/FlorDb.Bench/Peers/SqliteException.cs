namespace FlorDb.Bench.Peers;

/// <summary>SQLite refused a call.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite: {message} (code {code})")
{
    public int Code => code;
}
