using System.Runtime.InteropServices;

namespace FlorDb.Bench.Peers;

/// <summary>One connection to a SQLite file. Used from one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly nint _handle;

    /// <summary>
    /// Opens or makes a file in the mode that suits it best: WAL, and synchronous NORMAL, so that a commit does not wait for the disk and survives
    /// the death of the process, as a record of ours does.
    /// </summary>
    public SqliteDatabase(string path)
    {
        Check(NativeSqlite.Open(path, out _handle));
        Execute("PRAGMA busy_timeout=5000");
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=NORMAL");
    }

    public void Execute(string sql) => Check(NativeSqlite.Execute(_handle, sql, 0, 0, 0));

    public SqliteStatement Prepare(string sql)
    {
        Check(NativeSqlite.Prepare(_handle, sql, -1, out nint statement, 0));
        return new SqliteStatement(this, statement);
    }

    /// <summary>The one row of a query, as numbers.</summary>
    public double[] ReadRow(string sql, int columns)
    {
        using var statement = Prepare(sql);
        statement.Step();
        return [.. Enumerable.Range(0, columns).Select(statement.ColumnDouble)];
    }

    public void Dispose() => Check(NativeSqlite.Close(_handle));

    /// <exception cref="SqliteException">The code is that of a failure.</exception>
    public unsafe void Check(int code)
    {
        if (code is not (NativeSqlite.Ok or NativeSqlite.Row or NativeSqlite.Done))
            throw new SqliteException(code, Marshal.PtrToStringUTF8((nint)NativeSqlite.ErrorMessage(_handle)) ?? "no message");
    }
}
