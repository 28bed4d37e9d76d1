using FlorDb.Storage;
using FlorDb.Torch.Capture;
using FlorDb.Torch.State;
using FlorDb.Torch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FlorDb.Torch.Tests.Capture;

[Collection(SharedTorch.Name)]
public class StateCaptureTests
{
    private static readonly CheckpointPosition AfterSteps = new(LoopPath.Of("epoch", "step"), [0], CheckpointMoment.AfterLoop, 1);
    private static readonly CheckpointPosition End = new(LoopPath.Of("epoch"), [0], CheckpointMoment.IterationEnd, 1);

    [Fact]
    public void Snapshots_are_what_the_state_was_whatever_is_written_moved_and_dropped()
    {
        long saved = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll((int seed) =>
        {
            using var scene = new CaptureScene(seed, watches: seed % 8 != 0);
            scene.Run(100);
            saved += scene.SavedBytes;
        }));
        if (WriteWatchIsThere) Assert.True(saved > 0, "Nothing was ever found to be unchanged.");
    }

    [Fact]
    public void Second_capture_of_an_iteration_copies_what_the_evaluation_has_changed()
    {
        using var capture = new Capturing();
        for (int epoch = 0; epoch < 4; epoch++)
        {
            capture.Train();
            Assert.InRange(capture.Take(AfterSteps), Capturing.Bytes, Capturing.Bytes + 20_000);
            Assert.InRange(capture.Take(End), 1, WriteWatchIsThere ? Capturing.Bytes / 10 : Capturing.Bytes + 20_000);
        }
    }

    [Fact]
    public void Frozen_part_is_copied_until_it_is_known_to_stay_the_same_and_again_when_it_is_trained()
    {
        if (!WriteWatchIsThere) return;
        using var capture = new Capturing();
        capture.Freeze(true);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            capture.Train();
            capture.Take(End);
        }

        capture.Train();
        // Its first and last pages have memory in common with what else the program writes.
        Assert.InRange(capture.Take(End), 1, Capturing.HeadBytes + 40_000 + 2 * CheckpointWriter.PageBytes);
        capture.Freeze(false);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            capture.Train();
            Assert.InRange(capture.Take(End), Capturing.Bytes - 70_000, Capturing.Bytes + 20_000);
        }
    }

    [Fact]
    public void State_that_does_not_fit_the_memory_is_not_captured()
    {
        using var capture = new Capturing(memoryLimit: 3_000_000);
        Assert.Equal(0, capture.Take(End));
        using var roomy = new Capturing(memoryLimit: 30_000_000);
        Assert.InRange(roomy.Take(End), Capturing.Bytes, Capturing.Bytes + 20_000);
    }

    private static bool WriteWatchIsThere
    {
        get
        {
            using var watch = WriteWatch.TryOpen();
            return watch is not null;
        }
    }

    /// <summary>A net with a large part and a head, whose snapshots are written at once.</summary>
    private sealed class Capturing : IDisposable
    {
        public const long HeadBytes = 4 * 100 * 1001;
        public const long Bytes = 4 * 1000 * 1001 + HeadBytes;

        private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
        private readonly TorchSharp.Modules.Linear _body = Linear(1000, 1000);
        private readonly TorchSharp.Modules.Linear _head = Linear(1000, 100);
        private readonly StateCapture _capture;

        public Capturing(long? memoryLimit = null)
        {
            var registry = new StateRegistry { CaptureGradients = false };
            registry.Add("body", _body);
            registry.Add("head", _head);
            _capture = new StateCapture(registry, WriteWatch.TryOpen(), memoryLimit);
        }

        public void Freeze(bool isFrozen)
        {
            foreach (var parameter in _body.parameters()) parameter.requires_grad = !isFrozen;
        }

        public void Train()
        {
            using var gradients = no_grad();
            foreach (var parameter in _body.parameters().Concat(_head.parameters()))
                if (parameter.requires_grad)
                    parameter.add_(0.5f);
        }

        /// <summary>Captures the state; gives the bytes that were copied.</summary>
        public long Take(CheckpointPosition position)
        {
            using var snapshot = _capture.TryCapture(position);
            if (snapshot is null) return 0;
            foreach (var entry in snapshot.Entries)
            {
                foreach (var page in entry.Pages)
                    if (page.Hash is null)
                        page.MarkWritten(Hash(page.Bytes));
                entry.Learn();
            }

            return snapshot.CopiedBytes;
        }

        public void Dispose()
        {
            _capture.Dispose();
            _body.Dispose();
            _head.Dispose();
            _scope.Dispose();
        }

        private static PageHash Hash(ReadOnlySpan<byte> bytes)
        {
            var digest = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(System.Security.Cryptography.SHA256.HashData(bytes));
            return new PageHash(digest[0], digest[1]);
        }
    }
}
