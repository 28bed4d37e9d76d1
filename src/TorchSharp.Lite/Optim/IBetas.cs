namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Something that has the two decay rates of Adam.</summary>
        public interface IBetas
        {
            /// <summary>Decay rates of the first and second moment estimates.</summary>
            (double, double) Betas { get; set; }
        }
    }
}
