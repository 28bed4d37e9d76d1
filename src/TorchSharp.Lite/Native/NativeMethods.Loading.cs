using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Finds the shim beside the assembly, or where its package put it, and says what to do when it can't be loaded.</summary>
internal static unsafe partial class NativeMethods
{
    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, Load);

    private static nint Load(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        try
        {
            return NativeLibrary.Load(name, assembly, path);
        }
        catch (DllNotFoundException failure)
        {
            throw new DllNotFoundException(
                "libflortorch.so, or libtorch which it needs, can't be loaded. Install libtorch " +
                "('apt-get install libtorch-dev libopenblas0-pthread') and build the shim with scripts/build-native.sh. " + failure.Message, failure);
        }
    }
}
