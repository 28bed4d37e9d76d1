using System.Collections.ObjectModel;
using System.Globalization;

namespace TorchSharp.Modules;

/// <summary>A list that is registered anew under "0", "1", ... whenever it changes.</summary>
/// <param name="clear">Takes all registrations out.</param>
/// <param name="register">Registers an item under a name.</param>
internal sealed class NumberedItems<T>(Action clear, Action<string, T> register) : Collection<T>
{
    public void AddRange(IEnumerable<T> items)
    {
        foreach (var item in items) Items.Add(item);
        Renumber();
    }

    protected override void InsertItem(int index, T item)
    {
        base.InsertItem(index, item);
        Renumber();
    }

    protected override void SetItem(int index, T item)
    {
        base.SetItem(index, item);
        Renumber();
    }

    protected override void RemoveItem(int index)
    {
        base.RemoveItem(index);
        Renumber();
    }

    protected override void ClearItems()
    {
        base.ClearItems();
        Renumber();
    }

    private void Renumber()
    {
        clear();
        for (var i = 0; i < Count; i++) register(i.ToString(CultureInfo.InvariantCulture), Items[i]);
    }
}
