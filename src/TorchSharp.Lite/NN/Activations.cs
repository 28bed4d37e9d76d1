namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Activations of transformer layers.</summary>
        public enum Activations
        {
            /// <summary>max(x, 0).</summary>
            ReLU = 0,

            /// <summary>x times the normal distribution function of x.</summary>
            GELU = 1,
        }
    }
}
