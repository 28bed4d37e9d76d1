using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer
        {
            /// <summary>What an optimizer needs to go on: live references, not copies.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>The hyperparameters, one entry per group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>The state of each parameter, groups flattened in order.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, where in <see cref="State"/> its parameters are.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
