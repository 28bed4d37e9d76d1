namespace TorchSharp;

public static partial class torch
{
    /// <summary>Things around training: data sets and loaders.</summary>
    public static partial class utils
    {
        /// <summary>Data sets and data loaders.</summary>
        public static partial class data
        {
            /// <summary>Samples by number.</summary>
            /// <typeparam name="T">A sample.</typeparam>
            public abstract class Dataset<T> : IDisposable
            {
                /// <summary>Number of samples.</summary>
                public abstract long Count { get; }

                /// <summary>Reads a sample; called from several threads at once.</summary>
                /// <param name="index">Its number, from 0.</param>
                public abstract T GetTensor(long index);

                /// <summary>Frees what the data set holds.</summary>
                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                /// <inheritdoc cref="Dispose()"/>
                protected virtual void Dispose(bool disposing)
                {
                }
            }
        }
    }
}
