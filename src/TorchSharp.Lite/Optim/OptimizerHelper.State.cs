using System.Text;

namespace TorchSharp.Modules;

public abstract partial class OptimizerHelper
{
    /// <summary>The live options and states.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_state[parameter.Handle]);
            }
            dictionary.StateIndexRef.Add(indices);
        }
        return dictionary;
    }

    /// <summary>Copies options and states of an optimizer of the same kind over the same parameters.</summary>
    /// <exception cref="ArgumentException">The number of groups or of states differs.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        var own = this.state_dict();
        RequireCounts(state_dict.Options.Count, state_dict.State.Count, own, nameof(state_dict));
        for (var i = 0; i < own.Options.Count; i++) own.Options[i].LoadStateDict(state_dict.Options[i]);
        for (var i = 0; i < own.State.Count; i++) own.State[i].LoadStateDict(state_dict.State[i]);
    }

    /// <summary>
    /// Writes options and states: the optimizer's class name, the LEB128 numbers of groups and of states, then each group's options and
    /// each parameter's state.
    /// </summary>
    /// <param name="location">Path of the file; it is replaced.</param>
    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        save_state_dict(writer);
    }

    /// <inheritdoc cref="save_state_dict(string)"/>
    public void save_state_dict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(own.Options.Count);
        writer.Write7BitEncodedInt64(own.State.Count);
        foreach (var options in own.Options) options.SaveStateDict(writer);
        foreach (var state in own.State) state.SaveStateDict(writer);
    }

    /// <summary>Reads what <see cref="save_state_dict(string)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is of another kind of optimizer.</exception>
    /// <exception cref="ArgumentException">The number of groups or of states differs.</exception>
    public void load_state_dict(string location)
    {
        if (!File.Exists(location)) throw new FileNotFoundException("There is no such file of optimizer state.", location);
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        load_state_dict(reader);
    }

    /// <inheritdoc cref="load_state_dict(string)"/>
    public void load_state_dict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var own = state_dict();
        var kind = reader.ReadString();
        if (kind != GetType().Name)
            throw new InvalidDataException($"The state was saved by {kind}, and this optimizer is {GetType().Name}.");
        var groups = reader.Read7BitEncodedInt64();
        RequireCounts(groups, reader.Read7BitEncodedInt64(), own, nameof(reader));
        foreach (var options in own.Options) options.LoadStateDict(reader);
        foreach (var state in own.State) state.LoadStateDict(reader);
    }

    private static void RequireCounts(long groups, long states, StateDictionary own, string argument)
    {
        if (groups == own.Options.Count && states == own.State.Count) return;
        throw new ArgumentException(
            $"The saved state has {groups} groups and {states} parameters; this optimizer has {own.Options.Count} and {own.State.Count}.", argument);
    }
}
