using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Batches of sequences.</summary>
            public static class rnn
            {
                /// <summary>Stacks sequences of different lengths, the shorter ones filled up at their ends.</summary>
                /// <param name="sequences">Tensors that differ in their first dimension at most.</param>
                /// <param name="batch_first">Whether the batch comes before the length.</param>
                /// <param name="padding_value">What fills up.</param>
                public static Tensor pad_sequence(IEnumerable<Tensor> sequences, bool batch_first = false, double padding_value = 0) =>
                    Aten.Call("pad_sequence", sequences.ToArray(), batch_first, padding_value);
            }
        }
    }
}
