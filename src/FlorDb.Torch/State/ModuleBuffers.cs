using System.Reflection;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>
/// All buffers of a module, those that are not persistent included: TorchSharp's own <c>named_buffers</c> passes over them, so they are read from
/// the protected table in which a module keeps them.
/// </summary>
internal static class ModuleBuffers
{
    private static readonly FieldInfo Table =
        typeof(nn.Module).GetField("_internal_buffers", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new NotSupportedException("This version of TorchSharp keeps a module's buffers in another way than FlorDB knows.");

    public static IEnumerable<(string Name, Tensor Buffer)> Of(nn.Module module)
    {
        foreach (var (path, owner) in WithSelf(module))
        {
            foreach (var (name, (buffer, _)) in (OrderedDict<string, (Tensor, bool)>)Table.GetValue(owner)!)
                yield return (path.Length == 0 ? name : $"{path}.{name}", buffer);
        }
    }

    /// <summary>The module under the empty path, then its submodules, parents first.</summary>
    public static IEnumerable<(string Name, nn.Module Module)> WithSelf(nn.Module module) =>
        module.named_modules().Select(item => (item.name, item.module)).Prepend(("", module));
}
