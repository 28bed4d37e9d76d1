using FlorDb.Cli.Rendering;

namespace FlorDb.Cli.Prompt;

/// <summary>The help of the prompt.</summary>
internal static class PromptHelp
{
    private static readonly (string Name, string Value)[] Statements =
    [
        ("SELECT runid, epoch, accuracy FROM runs;", "one row per iteration of the deepest loop that is named"),
        ("SELECT * FROM runs WHERE lr > 0.001 ORDER BY tstamp DESC LIMIT 10;", "filters and orders as SQL does"),
        ("SELECT epoch, cf_matrix FROM runs WHERE cf_matrix IS NULL REPLAY ON 2 CPUS;", "fills missing cells by replaying old versions"),
        ("EXPLAIN SELECT ...;", "what a query, or its replay, would do"),
    ];

    private static readonly (string Name, string Value)[] Commands =
    [
        (@"\d", "the tables, and the columns of runs"),
        (@"\d NAME", "the columns of the table NAME, or those of runs that contain NAME"),
        (@"\x [on|off|auto]", "show each row as a block of lines"),
        (@"\?, help", "this help"),
        (@"\q, exit, quit", "leave; so does Ctrl-D"),
    ];

    private static readonly (string Name, string Value)[] Keys =
    [
        ("Enter", "carries out a finished statement; otherwise starts a new line"),
        ("Up, Down", "what was typed before"),
        ("Tab", "completes a keyword or the name of a column"),
        ("Ctrl-C", "drops what was typed, or cancels what runs (replayed cells stay)"),
    ];

    /// <summary>Prints it.</summary>
    public static void Print(Pen pen)
    {
        pen.Line("Statements end in a semicolon", Ink.Bold);
        foreach (var (statement, meaning) in Statements) pen.Line("  " + statement, Ink.Accent).Line("      " + meaning);
        Section(pen, "Commands stand alone on a line", Commands);
        Section(pen, "Keys", Keys);
        pen.Flush();
    }

    private static void Section(Pen pen, string title, (string Name, string Value)[] entries)
    {
        pen.Line(title, Ink.Bold);
        foreach (var (name, value) in entries)
        {
            pen.Write("  ").Write(DisplayText.Pad(name, NameWidth(entries), right: false), Ink.Accent).Write("  ");
            pen.Line(value);
        }
    }

    private static int NameWidth((string Name, string Value)[] entries) => entries.Max(entry => entry.Name.Length);
}
