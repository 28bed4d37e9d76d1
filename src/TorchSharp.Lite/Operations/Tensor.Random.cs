using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Fills the tensor from a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            InPlace("normal_", this, mean, std, generator);

        /// <summary>Fills the tensor uniformly from [from, to).</summary>
        public Tensor uniform_(double @from, double to, Generator? generator = null) =>
            InPlace("uniform_", this, @from, to, generator);

        /// <summary>Fills the tensor from an exponential distribution.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) =>
            InPlace("exponential_", this, lambda, generator);

        /// <summary>Fills the tensor with whole numbers from [from, to).</summary>
        public Tensor random_(double @from, double to, Generator? generator = null) =>
            InPlace("random_.from", this, (long)@from, (long)to, generator);

        /// <summary>Fills the tensor with ones of probability p, and zeros.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace("bernoulli_.float", this, p, generator);

        /// <summary>Fills the tensor with ones of the given probabilities, and zeros.</summary>
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace("bernoulli_.Tensor", this, p, generator);

        /// <summary>Ones with the probabilities that the elements tell, and zeros.</summary>
        public Tensor bernoulli(Generator? generator = null) => Aten.Call("bernoulli", this, generator);

        /// <summary>Indices drawn with the (relative) probabilities in each row.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.Call("multinomial", this, num_samples, replacement, generator);

        /// <inheritdoc cref="torch.rand_like(Tensor, ScalarType?, Device, bool)"/>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.rand_like(this, dtype, device, requires_grad);

        /// <inheritdoc cref="torch.randn_like(Tensor, ScalarType?, Device, bool)"/>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.randn_like(this, dtype, device, requires_grad);
    }
}
