using FlorDb.Bench.Reporting;

namespace FlorDb.Bench.Running;

/// <summary>Measures one thing and its peers, side by side, and checks that every answer is right.</summary>
internal abstract class Benchmark
{
    public abstract string Name { get; }

    /// <exception cref="WrongAnswerException">What was measured gave a wrong answer, so its speed says nothing.</exception>
    public abstract IEnumerable<Figure> Run(BenchContext context);
}
