using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What a transformer's encoder layer is made with.</summary>
internal sealed record EncoderShape(long Features, long Heads, long Inner, double Dropout, nn.Activations Activation);
