using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The only element, as the CLR type of the tensor's dtype.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> isn't that type, or there's more or less than one element.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            var info = Info;
            RequireElementType<T>(info.Type);
            if (info.Elements != 1) throw new ArgumentException($"item() needs a tensor of one element, but this one has {info.Elements}.");
            if (info.DeviceType != DeviceType.CPU) return ItemFromDevice<T>();
            var element = *(T*)DataPointer;
            GC.KeepAlive(this);
            return element;
        }

        /// <summary>The only element as a number.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There's more or less than one element.</exception>
        public Scalar ToScalar() => Aten.Number("item", this);

        internal static void RequireElementType<T>(ScalarType dtype)
        {
            if (ElementTypes.Of<T>() != dtype)
                throw new ArgumentException($"The elements of a {dtype} tensor can't be read as {typeof(T).Name}: convert the tensor first.");
        }

        private T ItemFromDevice<T>() where T : unmanaged
        {
            using var copy = cpu();
            return copy.item<T>();
        }
    }
}
