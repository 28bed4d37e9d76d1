using FlorDb.Storage.Arrow;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>An analyst opens the store's sealed segments without FlorDB.</summary>
public sealed class SegmentInteropTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sealed_segments_open_in_apache_arrow_and_polars()
    {
        using (var store = FlorStore.OpenOrCreate(_folder.Store, Sample.SmallWal))
        using (var run = store.BeginRun(Sample.Header()))
        {
            run.SetArgument("lr", CellValue.Of(0.1));
            Training.Record(run, epochs: 3, steps: 4);
            run.Log(ContextId.Root, "cf_matrix", CellValue.Of(new TensorValue(ElementType.Int64, [2, 2], new byte[32])));
            run.Finish(RunState.Completed);
        }

        var segments = Directory.GetFiles(_folder.Store, "*.arrow", SearchOption.AllDirectories);

        Assert.NotEmpty(segments);
        var (javaScript, polars) = (Node.Run(["read.mjs", "arrow", .. segments]), Node.Run(["read.mjs", "polars", .. segments]));
        for (var i = 0; i < segments.Length; i++)
        {
            var batches = ArrowFileReader.Open(File.ReadAllBytes(segments[i])).ReadAll().ToList();
            var rows = batches.SelectMany(ArrowText.Rows).ToList();
            Assert.Equal(ArrowText.Fields(batches[0].Schema), Node.Texts(javaScript[i], "fields"));
            Assert.Equal(rows, Node.Texts(javaScript[i], "rows"));
            Assert.Equal(rows, Node.Texts(polars[i], "rows"));
        }
    }
}
