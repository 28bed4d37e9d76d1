namespace FlorDb.Bench.Peers;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, nint handle) : IDisposable
{
    /// <summary>Tells SQLite to copy a text before the call returns (SQLITE_TRANSIENT).</summary>
    private const nint Transient = -1;

    public void Bind(int parameter, long value) => database.Check(NativeSqlite.BindInt64(handle, parameter, value));

    public void Bind(int parameter, double value) => database.Check(NativeSqlite.BindDouble(handle, parameter, value));

    public void Bind(int parameter, string value) => database.Check(NativeSqlite.BindText(handle, parameter, value, -1, Transient));

    /// <summary>Runs the statement and makes it ready for the next values.</summary>
    public void Run()
    {
        int code = NativeSqlite.Step(handle);
        if (code != NativeSqlite.Done) database.Check(code);
        database.Check(NativeSqlite.Reset(handle));
    }

    /// <summary>Goes to the next row; false behind the last.</summary>
    public bool Step()
    {
        int code = NativeSqlite.Step(handle);
        database.Check(code);
        return code == NativeSqlite.Row;
    }

    public double ColumnDouble(int column) => NativeSqlite.ColumnDouble(handle, column);

    /// <summary>SQLite reports the last failure once more here, which was thrown already.</summary>
    public void Dispose() => _ = NativeSqlite.Finish(handle);
}
