using System.Globalization;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Wal;

/// <summary>What <c>spec/file-format.md</c>, section 4, says of the records of one run, told as plainly as can be: an object for each iteration.</summary>
internal sealed class RedoModel(long begunAt, bool isReplay)
{
    private readonly List<Place> _places = [new Place { Context = 0 }];
    private readonly List<(Place Parent, string Loop, Place Current)> _open = [];

    public int Count => _places.Count;

    /// <summary>The iterations to which a writer may still add: the open ones, and the run as a whole.</summary>
    public IReadOnlyList<long> OpenContexts => [0, .. _open.Select(open => open.Current.Context)];

    public void Enter(long context, long parent, string loop, long index, long at, CellValue value)
    {
        if (_places.Any(known => known.Context == context)) return;
        var place = new Place { Context = context, Parent = Find(parent), Loop = loop, Index = index, Start = at, Value = value };
        EndCurrent(place.Parent, loop, at);
        if (OpenContexts.Contains(parent)) _open.Add((place.Parent, loop, place));
        _places.Add(place);
    }

    public void EndLoop(long parent, string loop, long at) => EndCurrent(Find(parent), loop, at);

    public void Log(long context, string name, bool isArgument, CellValue value) => Find(context).Values.Add((name, isArgument, value));

    /// <summary>Every row as text, sorted.</summary>
    public List<string> Rows(bool onlyClosed = false)
    {
        var open = OpenContexts;
        return [.. _places.Where(place => !onlyClosed || !open.Contains(place.Context)).SelectMany(Rows).Order(StringComparer.Ordinal)];
    }

    /// <summary>A row as text.</summary>
    public static string Row(
        IEnumerable<string> path, IEnumerable<long> indices, int occurrence, long started, double? seconds, IEnumerable<string> loopValues, IEnumerable<string> cells) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join('/', path)} [{string.Join(',', indices)}] {occurrence} at {started} for {seconds:R} over {string.Join(',', loopValues)}: {string.Join(' ', cells.Order(StringComparer.Ordinal))}");

    public static string Cell(string name, bool isArgument, CellValue value) => $"{(isArgument ? "argument " : "")}{name}={Training.Text(value)}";

    private IEnumerable<string> Rows(Place place)
    {
        var chain = new List<Place>();
        for (var at = place; at.Parent is not null; at = at.Parent) chain.Insert(0, at);
        var byName = place.Values.GroupBy(value => (value.Name, value.IsArgument)).ToList();
        int rows = Math.Max(isReplay ? 0 : 1, byName.Select(group => group.Count()).DefaultIfEmpty().Max());
        for (int n = 0; n < rows; n++)
        {
            int occurrence = n;
            var cells = byName.Where(group => group.Count() > occurrence).Select(group => Cell(group.Key.Name, group.Key.IsArgument, group.ElementAt(occurrence).Value));
            yield return Row(
                chain.Select(at => at.Loop), chain.Select(at => at.Index), n, begunAt + place.Start / 10,
                n == 0 && place.Ticks is { } ticks ? (double)ticks / TimeSpan.TicksPerSecond : null,
                chain.Select(at => at.Value.IsNull ? "" : Training.Text(at.Value)), cells);
        }
    }

    private void EndCurrent(Place? parent, string loop, long at)
    {
        int i = _open.FindIndex(open => open.Parent == parent && open.Loop == loop);
        if (i < 0) return;
        var current = _open[i].Current;
        current.Ticks = at - current.Start;
        CutOff(current);
        _open.RemoveAll(open => open.Current == current);
    }

    private void CutOff(Place ended)
    {
        foreach (var inside in _open.Where(open => open.Parent == ended).ToList())
        {
            _open.Remove(inside);
            CutOff(inside.Current);
        }
    }

    private Place Find(long context) => _places.Single(place => place.Context == context);

    private sealed class Place
    {
        public required long Context { get; init; }

        public Place? Parent { get; init; }

        public string Loop { get; init; } = "";

        public long Index { get; init; }

        public long Start { get; init; }

        public CellValue Value { get; init; }

        public long? Ticks { get; set; }

        public List<(string Name, bool IsArgument, CellValue Value)> Values { get; } = [];
    }
}
