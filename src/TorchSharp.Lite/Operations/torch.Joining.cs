using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Aten.Call("cat", (Tensor[])[.. tensors], dim);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.Call("cat", tensors, dim);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Aten.Call("cat", (Tensor[])[.. tensors], dim);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => Aten.Call("cat", (Tensor[])[.. tensors], dim);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor concat(Tensor[] tensors, long dim = 0) => Aten.Call("cat", tensors, dim);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Aten.Call("cat", (Tensor[])[.. tensors], dim);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => Aten.Call("cat", (Tensor[])[.. tensors], axis);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => Aten.Call("cat", tensors, axis);

    /// <summary>The tensors one after the other along a dimension.</summary>
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) =>
        Aten.Call("cat", (Tensor[])[.. tensors], axis);

    /// <summary>The tensors stacked along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.Call("stack", (Tensor[])[.. tensors], dim);

    /// <summary>The tensors stacked row upon row.</summary>
    public static Tensor vstack(IList<Tensor> tensors) => Aten.Call("vstack", (Tensor[])[.. tensors]);

    /// <summary>The tensors stacked row upon row.</summary>
    public static Tensor vstack(Tensor[] tensors) => Aten.Call("vstack", tensors);

    /// <summary>The tensors stacked row upon row.</summary>
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => Aten.Call("vstack", (Tensor[])[.. tensors]);

    /// <summary>The tensors side by side, column upon column.</summary>
    public static Tensor hstack(IList<Tensor> tensors) => Aten.Call("hstack", (Tensor[])[.. tensors]);

    /// <summary>The tensors side by side, column upon column.</summary>
    public static Tensor hstack(params Tensor[] tensors) => Aten.Call("hstack", tensors);

    /// <summary>The tensors side by side, column upon column.</summary>
    public static Tensor hstack(IEnumerable<Tensor> tensors) => Aten.Call("hstack", (Tensor[])[.. tensors]);

    /// <summary>The tensors side by side, column upon column.</summary>
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => Aten.Call("hstack", (Tensor[])[.. tensors]);

    /// <summary>x where the condition is true, y elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.Call("where.self", condition, x, y);

    /// <summary>The indices of all elements that are not zero, one tensor a dimension.</summary>
    public static Tensor[] where(Tensor condition) => Aten.List("where", condition);

    /// <summary>Grids of coordinates, one a tensor; <paramref name="indexing"/> is ij or xy.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.List("meshgrid.indexing", (Tensor[])[.. tensors], indexing);

    /// <summary>The tensors in the shape that broadcasting gives all of them.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.List("broadcast_tensors", tensors);
}
