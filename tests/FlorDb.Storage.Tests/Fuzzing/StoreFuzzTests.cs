using System.Diagnostics;
using System.Globalization;
using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>
/// Stores with a file that was changed at random are opened, read, checked, repaired, compacted and collected. All inputs that ever failed are kept in
/// <c>tests/corpus/store</c>, and tried again each time.
/// </summary>
/// <remarks>
/// What is changed are the stores <c>base*.zip</c> there, so that a seed gives the same cases everywhere; <c>dotnet
/// tests/FlorDb.Storage.Tests/bin/Release/net10.0/FlorDb.Storage.Tests.dll make-corpus tests/corpus/store</c> makes them anew.
/// </remarks>
public class StoreFuzzTests
{
    private static readonly TimeSpan LongTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestCase = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Corpus => [.. Directory.GetFiles(CorpusFolder, "*.zip").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string CorpusFolder => GoldenStoreTests.Golden("..", "corpus", "store");

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Store_of_the_corpus_is_survived(string file) => new FuzzedReading(StoreArchive.Unpack(Path.Combine(CorpusFolder, file))).Run();

    [Fact]
    public void Store_with_a_changed_file_is_survived_and_gives_nothing_false_of_other_files()
    {
        FuzzedStore[] stores = [.. Directory.GetFiles(CorpusFolder, "base*.zip").Order(StringComparer.Ordinal).Select(file => FuzzedStore.Of(StoreArchive.Unpack(file)))];
        int cases = 0;
        int wanted = TestScale.Of(300, 800, int.MaxValue);
        var begun = Stopwatch.StartNew();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Interlocked.Increment(ref cases) is var number && number <= wanted && begun.Elapsed < LongTime) Fuzz(stores[number % stores.Length], TestScale.Seed + number);
        });
        TestScale.Report(string.Create(CultureInfo.InvariantCulture, $"Fuzzing: {Math.Min(cases, wanted):N0} stores with a changed file were survived; seed {TestScale.Seed}."));
    }

    private static void Fuzz(FuzzedStore store, int seed)
    {
        var random = new Random(seed);
        string[] paths = StoreMutator.FilesOf(store.Image);
        string path = paths[random.Next(paths.Length)];
        var image = StoreMutator.Mutate(store.Image, path, random);
        using var watchdog = new Timer(_ => Environment.FailFast($"A store hangs: {Keep(image)}"), null, LongestCase, Timeout.InfiniteTimeSpan);
        try
        {
            var reading = new FuzzedReading(image);
            reading.Run();
            foreach (var (key, value) in reading.Items)
                if (IsOfAnotherFile(store, path, key) && store.Items.TryGetValue(key, out string? right)) Assert.True(right == value, $"false: {key} = {value} instead of {right}");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"seed {seed}, {path}, kept as {Keep(image)}: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Whether an item is one that only files of other writers hold. What a changed manifest says may well be another thing, and the new addresses of changed
    /// pages are put into the logs of others, too.
    /// </summary>
    private static bool IsOfAnotherFile(FuzzedStore store, string path, string key)
    {
        string writer = FuzzedStore.WriterOf(path);
        return writer.Length == 32 && Path.GetExtension(path) != ".pack" && !store.Writers.Any(wrote => wrote.Writer == writer && key.Contains(wrote.Run, StringComparison.Ordinal));
    }

    private static string Keep(DiskImage image)
    {
        string file = Path.Combine(Path.GetTempPath(), $"flordb-fuzz-{image.Hash().High:x16}.zip");
        File.WriteAllBytes(file, StoreArchive.Pack(image));
        return file;
    }
}
