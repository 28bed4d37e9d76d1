namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Something that has a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate in use.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate that schedulers start from.</summary>
            double InitialLearningRate { get; set; }
        }
    }
}
