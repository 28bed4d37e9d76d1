using FlorDb.Torch.State;

namespace FlorDb.Torch.Tests.State;

public class TensorEntryTests
{
    [Theory]
    [InlineData("parameter Float32 [500,64]", 4)]
    [InlineData("buffer Int64 []", 8)]
    [InlineData("optimizer-tensor BFloat16 [3]", 2)]
    [InlineData("parameter ComplexFloat64 [3]", 8)]
    [InlineData("buffer Bool [3]", 1)]
    [InlineData("buffer Float77 [3]", 1)]
    [InlineData("generator bytes", 1)]
    [InlineData("options json", 1)]
    public void Description_tells_how_many_bytes_a_number_has(string description, int bytes) => Assert.Equal(bytes, TensorEntry.ElementBytes(description));
}
