namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of one input, called with its hooks.</summary>
        /// <typeparam name="T">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T input1);
        }

        /// <summary>A module of two inputs, called with its hooks.</summary>
        /// <typeparam name="T1">Type of an input.</typeparam>
        /// <typeparam name="T2">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>A module of three inputs, called with its hooks.</summary>
        /// <typeparam name="T1">Type of an input.</typeparam>
        /// <typeparam name="T2">Type of an input.</typeparam>
        /// <typeparam name="T3">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T1, T2, T3, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module of four inputs, called with its hooks.</summary>
        /// <typeparam name="T1">Type of an input.</typeparam>
        /// <typeparam name="T2">Type of an input.</typeparam>
        /// <typeparam name="T3">Type of an input.</typeparam>
        /// <typeparam name="T4">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T1, T2, T3, T4, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        /// <summary>A module of five inputs, called with its hooks.</summary>
        /// <typeparam name="T1">Type of an input.</typeparam>
        /// <typeparam name="T2">Type of an input.</typeparam>
        /// <typeparam name="T3">Type of an input.</typeparam>
        /// <typeparam name="T4">Type of an input.</typeparam>
        /// <typeparam name="T5">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T1, T2, T3, T4, T5, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);
        }

        /// <summary>A module of six inputs, called with its hooks.</summary>
        /// <typeparam name="T1">Type of an input.</typeparam>
        /// <typeparam name="T2">Type of an input.</typeparam>
        /// <typeparam name="T3">Type of an input.</typeparam>
        /// <typeparam name="T4">Type of an input.</typeparam>
        /// <typeparam name="T5">Type of an input.</typeparam>
        /// <typeparam name="T6">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public interface IModule<T1, T2, T3, T4, T5, T6, TResult>
        {
            /// <summary>Runs the module.</summary>
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);
        }
    }
}
