using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Writes the state dictionary to a file: see <see cref="save_state_dict"/>.</summary>
            /// <param name="location">Path of the file; it is replaced.</param>
            /// <param name="skip">Names to leave out.</param>
            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            /// <inheritdoc cref="save(string, IList{string}?)"/>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            /// <inheritdoc cref="save(string, IList{string}?)"/>
            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>
            /// Writes tensors by name: LEB128 count, then per entry the name, the dtype, the number of dimensions and the dimensions
            /// (each LEB128), and the contiguous little-endian elements.
            /// </summary>
            /// <param name="writer">Where to write.</param>
            /// <param name="sd">The tensors.</param>
            /// <param name="skip">Names to leave out.</param>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(writer);
                ArgumentNullException.ThrowIfNull(sd);
                var entries = sd.Where(entry => skip?.Contains(entry.Key) != true).ToList();
                writer.Write7BitEncodedInt64(entries.Count);
                foreach (var (key, value) in entries)
                {
                    writer.Write(key);
                    value.Save(writer);
                }
            }

            /// <summary>Reads a state dictionary from a file into this module's parameters and buffers, in place.</summary>
            /// <param name="location">Path of the file.</param>
            /// <param name="strict">Whether file and module must have the same names.</param>
            /// <param name="skip">Names to leave as they are.</param>
            /// <param name="loadedParameters">Receives, for each name of the module or the file, whether it was loaded.</param>
            /// <exception cref="ArgumentException">Names, dtypes or shapes do not fit.</exception>
            public virtual Module load(
                string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) throw new FileNotFoundException("There is no such file of module weights.", location);
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            /// <inheritdoc cref="load(string, bool, IList{string}?, Dictionary{string, bool}?)"/>
            public virtual Module load(
                Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <inheritdoc cref="load(string, bool, IList{string}?, Dictionary{string, bool}?)"/>
            public virtual Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                ArgumentNullException.ThrowIfNull(reader);
                using var scope = NewDisposeScope();
                using var gradient = no_grad();
                var own = state_dict();
                var loaded = loadedParameters ?? [];
                foreach (var key in own.Keys) loaded[key] = false;
                for (var remaining = reader.Read7BitEncodedInt64(); remaining > 0; remaining--)
                    LoadEntry(reader, own, strict, skip, loaded);
                var missing = own.Keys.Where(key => !loaded[key] && skip?.Contains(key) != true).ToList();
                if (strict && missing.Count > 0)
                    throw new ArgumentException($"The file lacks [{string.Join(", ", missing)}].", nameof(reader));
                return this;
            }

            /// <summary>Makes a module with its parameterless constructor and loads a file of weights into it.</summary>
            /// <typeparam name="T">The module's class.</typeparam>
            public static Module Create<T>(string path)
                where T : Module, new() => new T().load(path);

            private static void LoadEntry(
                BinaryReader reader, Dictionary<string, Tensor> own, bool strict, IList<string>? skip, Dictionary<string, bool> loaded)
            {
                var key = reader.ReadString();
                var skipped = skip?.Contains(key) == true;
                var known = own.TryGetValue(key, out var target);
                if (strict && !known && !skipped)
                    throw new ArgumentException($"The module has no parameter or buffer '{key}', which the file has.", nameof(reader));
                loaded[key] = known && !skipped;
                if (!loaded[key]) Tensor.Load(reader).Dispose();
                else target!.Load(reader);
            }
        }
    }
}
