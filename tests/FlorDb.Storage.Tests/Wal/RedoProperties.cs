using FlorDb.Storage.Arrow;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Tests.Support;
using FlorDb.Storage.Wal;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Storage.Tests.Wal;

public class RedoProperties
{
    private const long BegunAt = 1_700_000_000_000_000;
    private static readonly string[] Loops = ["epoch", "step", "fold"];
    private static readonly string[] Names = ["loss", "it's", "step", "projid"];
    private static readonly WalId File = new(Guid.Parse("01234567-89ab-7def-8123-456789abcdef"), 1);

    [Fact]
    public void Rows_of_any_log_are_those_that_the_specification_says() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(AnyLog(), log => Same(Expected(log.Steps, log.IsReplay), Redone(log.Steps, log.IsReplay))));

    [Fact]
    public void Rows_sealed_on_the_way_and_those_carried_over_are_together_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(AnyLog(), log => IsSealedInTwoSteps(log.Steps, log.IsReplay)));

    private static Arbitrary<(List<Step> Steps, bool IsReplay)> AnyLog() =>
        (from steps in Gen.ListOf(
             from action in Gen.Choose(0, 9)
             from place in Gen.Choose(0, 1000)
             from name in Gen.Choose(0, 3)
             from value in Gen.Choose(0, Sample.Values.Count - 1)
             select new Step(action, place, name, value))
         from isReplay in Gen.Elements(false, true)
         select (steps.ToList(), isReplay)).ToArbitrary();

    private static List<string> Expected(List<Step> steps, bool isReplay)
    {
        var model = new RedoModel(BegunAt, isReplay);
        Play(steps, model, new RecordedLog(File), 0, onlyOpen: false);
        return model.Rows();
    }

    private static List<string> Redone(List<Step> steps, bool isReplay)
    {
        var log = new RecordedLog(File);
        log.Begin(isReplay, BegunAt);
        Play(steps, new RedoModel(BegunAt, isReplay), log, 0, onlyOpen: false);
        return Describe(Read(log.Bytes), WriterState.Gone);
    }

    private static bool IsSealedInTwoSteps(List<Step> steps, bool isReplay)
    {
        var (model, log) = (new RedoModel(BegunAt, isReplay), new RecordedLog(File));
        log.Begin(isReplay, BegunAt);
        int half = steps.Count / 2;
        Play(steps[..half], model, log, 0, onlyOpen: false);
        var first = Read(log.Bytes);
        var early = Describe(first, WriterState.AtWork);
        bool isRight = Same(model.Rows(onlyClosed: true), early);
        var next = new RecordedLog(File with { Number = 2 });
        Play(steps[half..], model, next, half, onlyOpen: true);
        var second = Read(CarryFile.Encode(File, first.Runs).ToArray(), next.Bytes);
        return isRight && Same(model.Rows(), [.. early.Concat(Describe(second, WriterState.Gone)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Puts steps into a log and into the model of it alike.</summary>
    private static void Play(List<Step> steps, RedoModel model, RecordedLog log, long at, bool onlyOpen)
    {
        long newest = model.Count - 1;
        foreach (var step in steps)
        {
            at += step.Place + 1;
            long context = onlyOpen ? model.OpenContexts[step.Place % model.OpenContexts.Count] : step.Place % (newest + 1);
            var value = Sample.Values[step.Value];
            switch (step.Action)
            {
                case 0 or 1 or 2:
                    // Now and then an iteration that is known.
                    long entered = step.Place % 50 == 0 && !onlyOpen ? Math.Max(newest, 1) : newest + 1;
                    newest = Math.Max(newest, entered);
                    log.Enter(entered, context, Loops[step.Name % 3], step.Place, at, value);
                    model.Enter(entered, context, Loops[step.Name % 3], step.Place, at, value);
                    break;
                case 3:
                    log.EndLoop(context, Loops[step.Name % 3], at);
                    model.EndLoop(context, Loops[step.Name % 3], at);
                    break;
                default:
                    bool isArgument = step.Action == 9;
                    log.Log(isArgument ? 0 : context, Names[step.Name], isArgument, value);
                    model.Log(isArgument ? 0 : context, Names[step.Name], isArgument, value);
                    break;
            }
        }
    }

    private static WalRedo Read(params byte[][] files)
    {
        var redo = new WalRedo();
        foreach (var bytes in files)
        {
            if (bytes.Length == 0) continue;
            Assert.Null(WalHeader.TryRead(bytes, out var header));
            var outcome = WalReader.Read(bytes, header.Id, null, isLive: false, redo, header.IsCarry);
            Assert.Null(outcome.Fault);
        }

        return redo;
    }

    private static List<string> Describe(WalRedo redo, WriterState writer)
    {
        var plan = new SealPlan(redo.Runs, writer, CatalogView.Empty);
        var rows = plan.Tables().SelectMany(table => LoopTableEncoder.Lay(table.Path, table.Rows, plan.StateOf).Build().Batches.SelectMany(batch => Describe(table.Path, batch)));
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Describe(LoopPath path, RecordBatch batch)
    {
        var columns = batch.Schema.Fields.Select((field, i) => (Field: field, Column: i, Role: field.Metadata.Find(ColumnRole.RoleKey))).ToList();
        var cells = columns.Where(column => column.Role is ColumnRole.Cell or ColumnRole.Argument or ColumnRole.Value)
            .Select(column => (column.Role, Name: column.Field.Metadata.Find(ColumnRole.NameKey)!, Depth: column.Field.Metadata.Find(ColumnRole.DepthKey), Cells: ArrowCellColumn.Open(batch, column.Column)))
            .ToList();
        var indices = columns.Where(column => column.Role == ColumnRole.Index).Select(column => (PrimitiveArray<long>)batch.Columns[column.Column]).ToList();
        for (int row = 0; row < batch.RowCount; row++)
        {
            int at = row;
            var present = cells.Select(column => (column.Role, column.Name, column.Depth, Value: column.Cells.TryGet(at, out var value) ? value : (CellValue?)null)).Where(cell => cell.Value is not null).ToList();
            var seconds = (PrimitiveArray<double>)batch.Find("$seconds")!;
            yield return RedoModel.Row(
                path.Loops, indices.Select(index => index[at]), ((PrimitiveArray<int>)batch.Find("$occurrence")!)[at],
                ((PrimitiveArray<long>)batch.Find("$started")!)[at], seconds.IsNull(at) ? null : seconds[at],
                Enumerable.Range(0, path.Depth).Select(depth => string.Concat(present.Where(cell => cell.Role == ColumnRole.Value && cell.Depth == $"{depth}").Select(cell => Training.Text(cell.Value!.Value)))),
                present.Where(cell => cell.Role != ColumnRole.Value).Select(cell => RedoModel.Cell(cell.Name, cell.Role == ColumnRole.Argument, cell.Value!.Value)));
        }
    }

    private static bool Same(List<string> expected, List<string> actual)
    {
        Assert.Equal(expected, actual);
        return true;
    }

    /// <summary>A record to be: its type, where it goes, under which name, and a value.</summary>
    private sealed record Step(int Action, int Place, int Name, int Value);
}
