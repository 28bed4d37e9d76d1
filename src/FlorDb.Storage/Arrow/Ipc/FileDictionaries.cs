namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>A dictionary batch of a file.</summary>
internal readonly record struct DictionaryMessage(long Id, bool IsDelta, BatchHeader Header, MessageBody Body);

/// <summary>The dictionaries of a file, each read when a column first needs it. Safe to use from several threads.</summary>
internal sealed class FileDictionaries(DecodedSchema schema, int count, Func<int, DictionaryMessage> read)
{
    private readonly Lock _gate = new();
    private readonly DictionaryStore _store = new(schema);
    private readonly HashSet<long> _loaded = [];
    private DictionaryMessage[]? _messages;
    private ArrowFormatException? _problem;

    public ArrowArray Get(int position, string where)
    {
        var id = schema.DictionaryIds[position];
        lock (_gate)
        {
            if (!_loaded.Contains(id)) Load(id);
            _loaded.Add(id);
            return _store.Get(position, where);
        }
    }

    private void Load(long id)
    {
        _messages ??= [.. Enumerable.Range(0, count).Select(TryRead).OfType<DictionaryMessage>()];
        var own = _messages.Where(message => message.Id == id).ToList();
        if (own.Count == 0 && _problem is not null) throw _problem;
        foreach (var message in own) _store.Add(id, message.IsDelta, message.Header, message.Body);
    }

    /// <summary>Reads a message; one that is damaged matters only to the columns that miss it.</summary>
    private DictionaryMessage? TryRead(int dictionary)
    {
        try
        {
            return read(dictionary);
        }
        catch (ArrowFormatException problem)
        {
            _problem = problem;
            return null;
        }
    }
}
