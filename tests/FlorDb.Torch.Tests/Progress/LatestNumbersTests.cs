using FlorDb.Storage;
using FlorDb.Torch.Progress;

namespace FlorDb.Torch.Tests.Progress;

public sealed class LatestNumbersTests
{
    [Fact]
    public void Last_number_of_each_of_the_first_names_is_kept()
    {
        var numbers = new LatestNumbers();
        numbers.Note("loss", CellValue.Of(1.5));
        numbers.Note("text", CellValue.Of("x"));
        numbers.Note("hits", CellValue.Of(3));
        numbers.Note(string.Concat("lo", "ss"), CellValue.Of(0.5));
        for (int i = 0; i < 20; i++) numbers.Note($"name{i}", CellValue.Of(i));

        Assert.Equal([("loss", 0.5), ("hits", 3), ("name0", 0), ("name1", 1), ("name2", 2), ("name3", 3), ("name4", 4), ("name5", 5)], numbers.Read());
    }

    [Fact]
    public void Several_threads_make_one_entry_of_a_name()
    {
        var numbers = new LatestNumbers();
        Parallel.For(0, 1000, i => numbers.Note($"name{i % 4}", CellValue.Of(i)));

        Assert.Equal(["name0", "name1", "name2", "name3"], numbers.Read().Select(number => number.Name).Order());
    }
}
