using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Prints what the reader of an answer should know beside it.</summary>
internal static class NoticePrinter
{
    /// <summary>Prints each notice on a line.</summary>
    public static void Print(Pen pen, IEnumerable<string> notices)
    {
        foreach (var notice in notices) pen.Write("notice: ", Ink.Warning).Line(notice);
        pen.Flush();
    }

    /// <summary>Prints what of a store could not be read.</summary>
    public static void Print(Pen pen, IEnumerable<StoreNotice> notices) => Print(pen, notices.Select(notice => $"{notice.File}: {notice.Text}"));
}
