namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The live parameters, then the live persistent buffers, by dotted name.</summary>
            /// <param name="destination">Dictionary to add to; a new one if null.</param>
            /// <param name="prefix">Path put before each name, without the last dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var path = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in named_parameters()) destination.TryAdd(path + name, parameter);
                foreach (var (name, buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(path + name, buffer);
                return destination;
            }

            /// <summary>Copies values into this module's parameters and buffers, in place.</summary>
            /// <param name="source">Values by dotted name.</param>
            /// <param name="strict">Whether both sides must have the same names.</param>
            /// <param name="skip">Names to leave alone on both sides.</param>
            /// <returns>The names that this module has and the source lacks, and the reverse.</returns>
            /// <exception cref="InvalidOperationException">The names differ and <paramref name="strict"/> is set, or a shape differs.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict();
                var wanted = own.Keys.Where(key => skip?.Contains(key) != true).ToList();
                var missing = wanted.Where(key => !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => skip?.Contains(key) != true && !own.ContainsKey(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0) throw new InvalidOperationException(Mismatch(missing, unexpected));
                foreach (var key in wanted)
                    if (source.TryGetValue(key, out var value)) RequireShape(key, own[key], value);
                using var scope = NewDisposeScope();
                using var gradient = no_grad();
                foreach (var key in wanted)
                    if (source.TryGetValue(key, out var value)) own[key].copy_(value);
                return (missing, unexpected);
            }

            private static string Mismatch(List<string> missing, List<string> unexpected) =>
                $"The state dictionary does not fit the module: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].";

            private static void RequireShape(string key, Tensor target, Tensor source)
            {
                if (target.shape.AsSpan().SequenceEqual(source.shape)) return;
                throw new InvalidOperationException(
                    $"'{key}' has shape [{string.Join(", ", target.shape)}] in the module "
                    + $"and [{string.Join(", ", source.shape)}] in the state dictionary.");
            }
        }
    }
}
