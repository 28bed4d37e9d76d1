using FlorDb.Bench.Checkpoint;
using FlorDb.Bench.Record;
using FlorDb.Bench.Running;
using FlorDb.Bench.Storage.Open;
using FlorDb.Bench.Storage.Recovery;
using FlorDb.Bench.Storage.Writers;

namespace FlorDb.Bench;

/// <summary>What this program does as a child of itself.</summary>
internal static class ChildPrograms
{
    private static readonly Dictionary<string, Action<string[]>> Programs = new()
    {
        [OpenProbe.Program] = OpenProbe.Run,
        [AbandonedWriter.Program] = AbandonedWriter.Run,
        [FlorWriters.Program] = FlorWriters.Run,
        [TrainingProgram.Program] = TrainingProgram.Run,
        [CheckpointProgram.Program] = CheckpointProgram.Run,
        [SqliteWriters.Program] = SqliteWriters.Run,
    };

    public static int Run(string program, string[] arguments)
    {
        try
        {
            Programs[program](arguments);
            return 0;
        }
        catch (WrongAnswerException failure)
        {
            Console.Error.WriteLine($"{program}: {failure.Message}");
            return 1;
        }
    }
}
