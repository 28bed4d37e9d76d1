using System.Threading.Channels;
using FlorDb.Query;

namespace FlorDb.Replay.Execution;

/// <summary>Starts the workers of segments: on this machine, or on those of a cluster.</summary>
internal interface IWorkerLauncher
{
    /// <summary>Starts a worker for each segment that comes, tells the segments what becomes of them, and returns when no more come and all workers are gone.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; the workers are gone, and only those segments that came to their end were told so.</exception>
    /// <exception cref="FlorQlException">There are no such workers, or no more of them.</exception>
    Task RunAsync(ChannelReader<ISegmentTask> segments, CancellationToken cancellation);
}
