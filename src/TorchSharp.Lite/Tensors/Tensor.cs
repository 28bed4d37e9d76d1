using System.Diagnostics;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array of numbers. A tensor is a handle to native memory that its <see cref="Dispose()"/>, its
    /// dispose scope, or at last the garbage collector gives back.
    /// </summary>
    [DebuggerDisplay("{ToString(),nq}")]
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;
        private static long _peakCount;

        private nint _handle;

        /// <summary>Wraps a native handle, which this object owns from now on.</summary>
        internal Tensor(nint handle)
        {
            _handle = handle;
            Count();
            OwningDisposeScope = DisposeScopeManager.Register(this);
        }

        /// <summary>Takes over a tensor's native handle and its place in its dispose scope; that tensor becomes invalid.</summary>
        internal Tensor(Tensor stolen)
        {
            ArgumentNullException.ThrowIfNull(stolen);
            name = stolen.name;
            _handle = stolen.TakeHandle();
            Interlocked.Increment(ref _totalCount);
            stolen.OwningDisposeScope?.Replace(stolen, this);
        }

        /// <summary>Frees the native tensor when nobody disposed it.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>How many tensors are alive in this process.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => Interlocked.Read(ref _peakCount);

        /// <summary>Whether the tensor is disposed, or another object took its handle.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>The native handle.</summary>
        /// <exception cref="InvalidOperationException">The tensor is disposed.</exception>
        public IntPtr Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle. (Was it disposed, perhaps with its dispose scope?)");

        /// <summary>Gives the native memory back, unless other tensors share it.</summary>
        public void Dispose()
        {
            if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
            else if (!IsInvalid) DisposeScopeManager.Statistics.DisposedOutsideScopeCount++;
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the native tensor.</summary>
        protected virtual void Dispose(bool disposing)
        {
            if (_handle == 0) return;
            NativeMethods.flor_tensor_free(TakeHandle());
        }

        private nint TakeHandle()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0) Interlocked.Decrement(ref _totalCount);
            return handle;
        }

        private static void Count()
        {
            var total = Interlocked.Increment(ref _totalCount);
            var peak = Interlocked.Read(ref _peakCount);
            while (total > peak)
            {
                var found = Interlocked.CompareExchange(ref _peakCount, total, peak);
                if (found == peak) return;
                peak = found;
            }
        }

        /// <summary>Runs an operator that changes this tensor in place, and returns this tensor.</summary>
        internal Tensor InPlace(string operation, params ReadOnlySpan<Argument> arguments)
        {
            Aten.Run(operation, arguments);
            return this;
        }
    }
}
