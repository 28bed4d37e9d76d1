using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Sets anomaly detection while it lives and restores on disposal what it found.</summary>
public class AnomalyMode : IDisposable
{
    private readonly int _enabledBefore = NativeMethods.flor_anomaly_mode();
    private readonly int _checkedBefore = NativeMethods.flor_anomaly_checks_nan();

    /// <summary>Sets anomaly detection, with or without a check of every gradient for NaN.</summary>
    public AnomalyMode(bool enabled, bool check_nan = true) =>
        NativeMethods.flor_set_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

    /// <summary>Restores the setting from before.</summary>
    public void Dispose()
    {
        NativeMethods.flor_set_anomaly_mode(_enabledBefore, _checkedBefore);
        GC.SuppressFinalize(this);
    }
}
