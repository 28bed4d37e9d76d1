namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="random.manual_seed"/>
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    /// <inheritdoc cref="random.seed"/>
    public static long seed() => random.seed();

    /// <inheritdoc cref="random.initial_seed"/>
    public static long initial_seed() => random.initial_seed();

    /// <inheritdoc cref="random.get_rng_state"/>
    public static Tensor get_rng_state() => random.get_rng_state();

    /// <inheritdoc cref="random.set_rng_state"/>
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    /// <summary>The default CPU generator.</summary>
    public static class random
    {
        /// <summary>Seeds the default CPU generator, and only that one; it is returned.</summary>
        public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

        /// <summary>Seeds the default CPU generator from the clock and returns the seed.</summary>
        public static long seed() => Generator.Default.seed();

        /// <summary>The seed from which the default CPU generator started.</summary>
        public static long initial_seed() => Generator.Default.initial_seed();

        /// <summary>The state of the default CPU generator as bytes.</summary>
        public static Tensor get_rng_state() => Generator.Default.get_state();

        /// <summary>Sets the state of the default CPU generator.</summary>
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
