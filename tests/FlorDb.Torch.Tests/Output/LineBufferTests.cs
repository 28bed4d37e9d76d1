using FlorDb.Torch.Output;

namespace FlorDb.Torch.Tests.Output;

public sealed class LineBufferTests
{
    private readonly LineBuffer _buffer = new(mostCharacters: 10);

    [Fact]
    public void Text_is_cut_into_lines_however_it_comes()
    {
        Assert.Empty(_buffer.Add("one"));
        Assert.Equal(["one two", "", "three"], _buffer.Add(" two\n\r\nthree\r\nfo"));
        Assert.Equal(["four"], _buffer.Add("ur\n"));
        Assert.Null(_buffer.TakeRest());
        _buffer.Add("rest");
        Assert.Equal("rest", _buffer.TakeRest());
    }

    [Fact]
    public void Line_that_is_drawn_again_and_again_is_what_it_is_in_the_end()
    {
        _buffer.Add("10 %");
        _buffer.Add("\r50 %\r");
        Assert.Equal(["100 %"], _buffer.Add("100 %\n"));
    }

    [Fact]
    public void Long_line_is_cut_between_characters()
    {
        Assert.Equal(["0123456789", "0123456789…", "012345678…"], _buffer.Add("0123456789\n0123456789012345\n012345678😀9\n"));
        Assert.Equal(["a\uFFFDb"], _buffer.Add("a\uD83Db\n"));
    }
}
