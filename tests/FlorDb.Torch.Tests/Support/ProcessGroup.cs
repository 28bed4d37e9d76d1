using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace FlorDb.Torch.Tests.Support;

/// <summary>Processes that average arrays: each sends its own to rank 0, which adds them up in the order of ranks and sends back the mean.</summary>
internal sealed class ProcessGroup : IDisposable
{
    private readonly Stream[] _others;
    private readonly int _rank;

    private ProcessGroup(int rank, Stream[] others) => (_rank, _others) = (rank, others);

    public int WorldSize { get; private init; }

    /// <summary>Connects the processes, through a port of this machine.</summary>
    public static ProcessGroup Connect(int rank, int worldSize, int port)
    {
        if (rank > 0) return new ProcessGroup(rank, [Call(rank, port)]) { WorldSize = worldSize };
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        var others = new Stream[worldSize - 1];
        for (int i = 0; i < others.Length; i++)
        {
            var stream = listener.AcceptTcpClient().GetStream();
            others[stream.ReadByte() - 1] = stream;
        }

        return new ProcessGroup(rank, others) { WorldSize = worldSize };
    }

    /// <summary>Replaces the numbers of each process by the mean over all of them.</summary>
    /// <exception cref="IOException">Another process is gone.</exception>
    public void Average(float[] numbers)
    {
        var bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
        if (_rank > 0)
        {
            _others[0].Write(bytes);
            _others[0].ReadExactly(bytes);
            return;
        }

        var other = new float[numbers.Length];
        foreach (var stream in _others)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(other.AsSpan()));
            for (int i = 0; i < numbers.Length; i++) numbers[i] += other[i];
        }

        for (int i = 0; i < numbers.Length; i++) numbers[i] /= WorldSize;
        foreach (var stream in _others) stream.Write(bytes);
    }

    public void Dispose()
    {
        foreach (var stream in _others) stream.Dispose();
    }

    private static NetworkStream Call(int rank, int port)
    {
        for (int attempt = 0; ; attempt++)
        {
            var client = new TcpClient { NoDelay = true };
            try
            {
                client.Connect(IPAddress.Loopback, port);
                client.GetStream().WriteByte((byte)rank);
                return client.GetStream();
            }
            catch (SocketException) when (attempt < 500)
            {
                client.Dispose();
                Thread.Sleep(20); // Rank 0 does not listen yet.
            }
        }
    }
}
