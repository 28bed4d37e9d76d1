using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x where positive, else x times a learned slope: He et al., 2015 (arXiv 1502.01852).</summary>
    public sealed class PReLU : nn.Module<Tensor, Tensor>
    {
        internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype)
            : base(nameof(PReLU))
        {
            this.num_parameters = num_parameters;
            this.init = init;
            weight = ParameterFactory.Full([num_parameters], init, device, dtype);
        }

        /// <summary>Number of slopes: one for all channels, or one for each.</summary>
        public long num_parameters { get; }

        /// <summary>Initial slope.</summary>
        public double init { get; }

        /// <summary>The slopes.</summary>
        public Parameter weight
        {
            get => OwnParameter(nameof(weight))!;
            set => Own(nameof(weight), value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => Aten.Call("prelu", input, weight);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.PReLU"/>
            public static Modules.PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
                new(num_parameters, init, device, dtype);
        }
    }
}
