using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>Prints what the reader of an answer should know beside it.</summary>
internal static class NoticePrinter
{
    private const int NoticesShown = 8;

    /// <summary>Prints each notice on a line.</summary>
    public static void Print(Pen pen, IEnumerable<string> notices)
    {
        foreach (var notice in notices) pen.Write("notice: ", Ink.Warning).Line(notice);
        pen.Flush();
    }

    /// <summary>Prints what of a store could not be read: the last of it, where it is much.</summary>
    public static void Print(Pen pen, IReadOnlyCollection<StoreNotice> notices)
    {
        var earlier = notices.Count - NoticesShown;
        if (earlier > 0) pen.Write("notice: ", Ink.Warning).Line($"{Count.Of(earlier, "earlier notice")} of this store not shown.");
        Print(pen, notices.TakeLast(NoticesShown).Select(notice => $"{notice.File}: {notice.Text}"));
    }
}
