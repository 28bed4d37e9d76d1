namespace TorchSharp.Utils;

/// <summary>Gives the name under which a module registers the field, in place of the field's own name.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The name to register under; the field's own name if empty.</summary>
    public string Name { get; set; } = "";
}
