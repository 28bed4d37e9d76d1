namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Something that has a momentum.</summary>
        public interface IMomentum
        {
            /// <summary>The momentum in use.</summary>
            double Momentum { get; set; }
        }
    }
}
