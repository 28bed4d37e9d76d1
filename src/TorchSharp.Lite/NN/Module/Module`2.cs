namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of one input.</summary>
        /// <typeparam name="T">Type of an input.</typeparam>
        /// <typeparam name="TResult">Type of the result.</typeparam>
        public abstract class Module<T, TResult>
            : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            /// <summary>Creates a module without components, in training mode.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the result; call the module through <see cref="call"/>, so that hooks run.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs the hooks and <see cref="forward"/>. A hook that returns null changes nothing.</summary>
            public TResult call(T input)
            {
                foreach (var hook in PreHooks)
                    if (hook(this, input) is { } changed) input = changed;
                var result = forward(input);
                foreach (var hook in PostHooks)
                    if (hook(this, input, result) is { } replaced) result = replaced;
                return result;
            }
        }
    }
}
