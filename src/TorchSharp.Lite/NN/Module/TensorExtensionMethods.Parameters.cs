namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <inheritdoc cref="Modules.Parameter(torch.Tensor, bool)"/>
    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);
}
