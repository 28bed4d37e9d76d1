using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers (Mersenne twister on the CPU) with a state that can be saved and restored.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        /// <summary>A new CPU generator; <paramref name="device"/> is only remembered.</summary>
        public Generator(ulong seed = 0, Device? device = null)
            : this(NativeError.CheckHandle(NativeMethods.flor_generator_new(seed)), device)
        {
        }

        private Generator(nint handle, Device? device)
        {
            _handle = handle;
            this.device = device ?? CPU;
        }

        /// <summary>Frees the native generator when nobody disposed it.</summary>
        ~Generator() => Dispose(false);

        /// <summary>The generator that operations on the CPU use when they are given none. Each get makes a new wrapper over it.</summary>
        public static Generator Default => new(NativeError.CheckHandle(NativeMethods.flor_generator_default()), null);

        /// <summary>The device that the constructor was given; the CPU otherwise.</summary>
        public Device device { get; }

        /// <summary>The native handle.</summary>
        /// <exception cref="InvalidOperationException">The generator is disposed.</exception>
        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("The generator is disposed.");

        /// <summary>The whole state as bytes.</summary>
        public Tensor get_state() => Owned(new Tensor(NativeError.CheckHandle(NativeMethods.flor_generator_state(Handle))));

        /// <summary>Goes on from a state that <see cref="get_state"/> gave.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The tensor is no state of a CPU generator.</exception>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            NativeError.Check(NativeMethods.flor_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(Owned(value));
        }

        /// <summary>Starts anew from a seed and returns this generator.</summary>
        public Generator manual_seed(long seed) => Seeded(unchecked((ulong)seed));

        /// <summary>Starts anew from a seed taken from the clock and returns that seed.</summary>
        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            Seeded((ulong)seed);
            return seed;
        }

        /// <summary>The seed from which the generator started.</summary>
        public long initial_seed() => Owned(unchecked((long)NativeMethods.flor_generator_seed(Handle)));

        /// <summary>Frees the native generator.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the native generator.</summary>
        protected virtual void Dispose(bool disposing) => NativeMethods.flor_generator_free(Interlocked.Exchange(ref _handle, 0));

        private Generator Seeded(ulong seed)
        {
            NativeError.Check(NativeMethods.flor_generator_set_seed(Handle, seed));
            return this;
        }

        private T Owned<T>(T result)
        {
            GC.KeepAlive(this);
            return result;
        }
    }
}
