namespace TorchSharp;

public static partial class torch
{
    /// <summary>The style that <see cref="TensorStringStyle.Default"/> stands for; metadata at first.</summary>
    public static TensorStringStyle TensorStringStyle
    {
        get => _style;
        set => _style = value == TensorStringStyle.Default ? TensorStringStyle.Metadata : value;
    }

    private static TensorStringStyle _style = TensorStringStyle.Metadata;
}
