namespace FlorDb.Cli.Prompt;

/// <summary>The statements typed before, kept in a file of the user's; in memory only where that can't be written.</summary>
internal sealed class InputHistory
{
    private const int Kept = 1_000;
    private const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string? _file;
    private readonly List<string> _entries = [];

    private InputHistory(string? file) => _file = file;

    /// <summary>The entries, oldest first.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Why entries are not kept on disk; null when they are.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Reads what was kept.</summary>
    /// <param name="file">The file; null to keep nothing.</param>
    public static InputHistory Load(string? file)
    {
        var history = new InputHistory(file);
        history.Guarded(() =>
        {
            if (!File.Exists(file)) return;
            var lines = File.ReadAllLines(file);
            history._entries.AddRange(lines.TakeLast(Kept).Select(Unescape));
            if (lines.Length > 2 * Kept) history.Rewrite();
        });
        return history;
    }

    /// <summary>
    /// The file in the folder for state of the XDG base directory specification: <c>$XDG_STATE_HOME/flor/history</c>, or
    /// <c>~/.local/state/flor/history</c>; null without a home.
    /// </summary>
    public static string? DefaultFile(Func<string, string?> variable)
    {
        var state = variable("XDG_STATE_HOME");
        if (!string.IsNullOrEmpty(state) && Path.IsPathRooted(state)) return Path.Combine(state, "flor", "history");
        var home = variable("HOME");
        return string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".local", "state", "flor", "history");
    }

    /// <summary>Adds an entry, unless it repeats the last one.</summary>
    public void Add(string entry)
    {
        if (string.IsNullOrWhiteSpace(entry) || (_entries.Count > 0 && _entries[^1] == entry)) return;
        _entries.Add(entry);
        if (Trouble is null) Guarded(() => Append(entry));
    }

    private void Append(string entry)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file!)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UserOnly;
        using var writer = new StreamWriter(_file!, options);
        writer.Write(Escape(entry) + "\n");
    }

    private void Rewrite()
    {
        var temporary = _file + "." + Path.GetRandomFileName();
        File.WriteAllLines(temporary, _entries.Select(Escape));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, UserOnly);
        File.Move(temporary, _file!, overwrite: true);
    }

    private void Guarded(Action action)
    {
        if (_file is null) return;
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Trouble = failure.Message;
        }
    }

    private static string Escape(string entry) => entry.Replace("\\", @"\\").Replace("\r", "").Replace("\n", @"\n");

    private static string Unescape(string line) => string.Join('\\', line.Split(@"\\").Select(part => part.Replace(@"\n", "\n")));
}
