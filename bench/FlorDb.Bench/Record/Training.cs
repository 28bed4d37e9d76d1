using System.Security.Cryptography;
using static TorchSharp.torch;

namespace FlorDb.Bench.Record;

/// <summary>A training of a model, made ready by its constructor.</summary>
internal abstract class Training : IDisposable
{
    /// <summary>The name under which a training registers its model.</summary>
    public const string NetName = "net";

    /// <summary>The model that is trained.</summary>
    public abstract nn.Module Net { get; }

    /// <summary>Trains the model from its first step to its last.</summary>
    public abstract void Run(IRecorder flor);

    /// <summary>A hash of all parameters and buffers, in the order of their names.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in Net.state_dict().OrderBy(item => item.Key, StringComparer.Ordinal)) hash.AppendData(tensor.bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => Net.Dispose();
}
