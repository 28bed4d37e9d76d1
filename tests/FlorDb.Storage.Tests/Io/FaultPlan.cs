namespace FlorDb.Storage.Tests.Io;

/// <summary>Lets the n-th operation that a fault fits fail, and those behind it if wanted.</summary>
internal sealed class FaultPlan(DiskFault fault, int failing, bool keepsFailing)
{
    private readonly Lock _gate = new();
    private string _place = "nowhere";

    /// <summary>The operations so far.</summary>
    public int Operations { get; private set; }

    /// <summary>For <see cref="SimulatedDisk.Fault"/>.</summary>
    public DiskFault Next(DiskOperation operation, string path)
    {
        lock (_gate)
        {
            int number = ++Operations;
            if (number != failing && (number < failing || !keepsFailing)) return DiskFault.None;
            if (number == failing) _place = $"{operation} of {path}";
            bool fits = fault switch
            {
                DiskFault.Denied => operation is not (DiskOperation.Read or DiskOperation.Write or DiskOperation.Flush or DiskOperation.Map),
                DiskFault.ShortWrite => operation is DiskOperation.Write or DiskOperation.Create or DiskOperation.CreateFolder,
                _ => true,
            };
            return fits ? fault : DiskFault.None;
        }
    }

    public override string ToString() => $"{fault} at operation {failing}{(keepsFailing ? " and behind it" : "")}, {_place}";
}
