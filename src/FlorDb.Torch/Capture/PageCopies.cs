using FlorDb.Storage;

namespace FlorDb.Torch.Capture;

/// <summary>Copies the pages of a capture, with several threads: those that train stand still meanwhile.</summary>
internal static class PageCopies
{
    private const int PagesPerPart = 16;

    /// <summary>Copies what is to be copied.</summary>
    /// <exception cref="OutOfMemoryException">The system has no memory for it; nothing is kept.</exception>
    public static Snapshot Make(IReadOnlyList<PieceCapture> plan, PagePool pool)
    {
        var copied = new List<CapturedPage>();
        var copies = new List<(CapturedPage Page, nint Source)>();
        try
        {
            foreach (var piece in plan)
            {
                if (piece.Tracked is null) copied.AddRange(piece.Pages!);
                else Rent(piece, pool, copies);
            }
        }
        catch
        {
            foreach (var (page, _) in copies) page.Release();
            throw;
        }

        int parts = (copies.Count + PagesPerPart - 1) / PagesPerPart;
        SharedWork.Run(parts, SharedWork.MemoryThreads, part =>
        {
            for (int i = part * PagesPerPart; i < Math.Min(copies.Count, (part + 1) * PagesPerPart); i++) copies[i].Page.Fill(copies[i].Source);
        });
        copied.AddRange(copies.Select(copy => copy.Page));
        return new Snapshot([.. plan.Select(piece => new SnapshotEntry(piece.Piece.Name, piece.Piece.Description, piece.Piece.Length, piece.Pages!))], copied);
    }

    private static void Rent(PieceCapture piece, PagePool pool, List<(CapturedPage Page, nint Source)> copies)
    {
        for (int i = 0; i < piece.Pages.Length; i++)
        {
            if (piece.Pages[i] is not null) continue;
            var page = CapturedPage.Rent(pool, CapturedPage.LengthOf(piece.Piece.Length, i));
            piece.Pages[i] = page;
            copies.Add((page, piece.Piece.Memory + (nint)i * CheckpointWriter.PageBytes));
        }
    }
}
