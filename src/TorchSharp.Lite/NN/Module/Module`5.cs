namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of four inputs.</summary>
        /// <typeparam name="T1">Type of an input.</typeparam>
        /// <typeparam name="T2">Type of an input.</typeparam>
        /// <typeparam name="T3">Type of an input.</typeparam>
        /// <typeparam name="T4">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T1, T2, T3, T4, TResult>
            : HookableModule<
                Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>,
                Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>, IModule<T1, T2, T3, T4, TResult>
        {
            /// <summary>Creates a module without components, in training mode.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the result; call the module through <see cref="call"/>, so that hooks run.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Runs the hooks and <see cref="forward"/>. A hook that returns null changes nothing.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                foreach (var hook in PreHooks)
                    if (hook(this, input1, input2, input3, input4) is { } changed) (input1, input2, input3, input4) = changed;
                var result = forward(input1, input2, input3, input4);
                foreach (var hook in PostHooks)
                    if (hook(this, input1, input2, input3, input4, result) is { } replaced) result = replaced;
                return result;
            }
        }
    }
}
