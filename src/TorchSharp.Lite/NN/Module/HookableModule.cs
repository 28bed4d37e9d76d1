namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls can be observed and changed by hooks.</summary>
        /// <typeparam name="TPreHook">Runs before forward and may replace the inputs.</typeparam>
        /// <typeparam name="TPostHook">Runs after forward and may replace the result.</typeparam>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            private readonly List<TPreHook> _preHooks = [];
            private readonly List<TPostHook> _postHooks = [];

            /// <summary>Creates a module without hooks.</summary>
            protected HookableModule(string name)
                : base(name)
            {
            }

            /// <summary>Adds a hook that runs after forward, in order of registration.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Register(_postHooks, hook);

            /// <summary>Adds a hook that runs before forward, in order of registration.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Register(_preHooks, hook);

            // A copy, because a hook may remove itself while it runs.
            private protected IReadOnlyList<TPreHook> PreHooks => _preHooks.Count == 0 ? [] : [.. _preHooks];

            private protected IReadOnlyList<TPostHook> PostHooks => _postHooks.Count == 0 ? [] : [.. _postHooks];

            private static HookRemover Register<THook>(List<THook> hooks, THook hook)
            {
                ArgumentNullException.ThrowIfNull(hook);
                hooks.Add(hook);
                return new HookRemover(() => hooks.Remove(hook));
            }

            /// <summary>Takes a registered hook out again.</summary>
            public class HookRemover
            {
                private readonly Action _remove;

                internal HookRemover(Action remove) => _remove = remove;

                /// <summary>Takes the hook out; without effect the second time.</summary>
                public void remove() => _remove();
            }
        }
    }
}
