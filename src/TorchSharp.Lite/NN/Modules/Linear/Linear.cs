using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>x Wᵀ + b.</summary>
    public class Linear : nn.Module<Tensor, Tensor>
    {
        /// <summary>Creates a layer over given parameters.</summary>
        protected internal Linear(Parameter weight, Parameter? bias = null)
            : base(nameof(Linear))
        {
            ArgumentNullException.ThrowIfNull(weight);
            in_features = weight.shape[1];
            out_features = weight.shape[0];
            this.weight = weight;
            this.bias = bias;
        }

        /// <summary>Creates a layer; weight and bias are drawn uniformly from ±1/√inputs.</summary>
        protected internal Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            : base(nameof(Linear))
        {
            in_features = inputSize;
            out_features = outputSize;
            weight = ParameterFactory.Weight([outputSize, inputSize], device, dtype);
            if (hasBias) bias = ParameterFactory.Bias(outputSize, weight, device, dtype);
        }

        /// <summary>Number of inputs.</summary>
        public long in_features { get; set; }

        /// <summary>Number of outputs.</summary>
        public long out_features { get; set; }

        /// <summary>The weight: (outputs, inputs).</summary>
        public Parameter weight
        {
            get => OwnParameter(nameof(weight))!;
            set => Own(nameof(weight), value);
        }

        /// <summary>The bias, or null.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => Own(nameof(bias), value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => nn.functional.linear(input, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Linear(long, long, bool, Device?, ScalarType?)"/>
            public static Modules.Linear Linear(
                long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            /// <inheritdoc cref="Modules.Linear(Modules.Parameter, Modules.Parameter?)"/>
            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);
        }
    }
}
