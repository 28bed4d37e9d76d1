using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

public class DisposeScopeTests
{
    [Fact]
    public void Tensors_die_with_the_innermost_scope()
    {
        using var outer = NewDisposeScope();
        var kept = zeros(1);
        Tensor lost;
        using (var inner = NewDisposeScope())
        {
            lost = zeros(1);
            Assert.True(inner.Contains(lost));
            Assert.Same(inner, CurrentDisposeScope);
        }
        Assert.True(lost.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.Equal(1, outer.DisposablesCount);
    }

    [Fact]
    public void Moving_detaching_and_attaching_change_the_owner()
    {
        Tensor moved, free, other;
        using var outer = NewDisposeScope();
        using (var inner = NewDisposeScope())
        {
            (moved, other) = inner.MoveToOuter(zeros(1), zeros(1));
            free = zeros(1).DetachFromDisposeScope();
            Assert.Equal(0, inner.DisposablesCount);
            inner.Attach(other);
            Assert.Equal([other], inner.DisposablesView);
        }
        Assert.Equal((false, false, true), (moved.IsInvalid, free.IsInvalid, other.IsInvalid));
        Assert.Equal([moved], outer.DisposablesView);
        free.MoveToOtherDisposeScope(moved);
        Assert.True(outer.Contains(free));
    }

    [Fact]
    public void Moving_out_of_the_outermost_scope_detaches()
    {
        Tensor survivor;
        using (NewDisposeScope()) survivor = zeros(1).MoveToOuterDisposeScope();
        Assert.False(survivor.IsInvalid);
        survivor.Dispose();
    }

    [Fact]
    public void Wrapped_expression_leaves_only_its_result()
    {
        using var scope = NewDisposeScope();
        using var result = WrappedTensorDisposeScope(() => ones(2) + (ones(2) * 2));
        Assert.Equal(1, scope.DisposablesCount);
        Numbers.Are(result, 3f, 3);
    }

    [Fact]
    public void DisposeEverythingBut_keeps_what_is_named()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (zeros(1), zeros(1), zeros(1));
        scope.DisposeEverythingBut(a, c);
        Assert.Equal((false, true, false), (a.IsInvalid, b.IsInvalid, c.IsInvalid));
        Assert.Equal(2, scope.DisposablesCount);
    }

    [Fact]
    public void Disposed_tensor_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        zeros(1).Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Scopes_may_be_closed_out_of_order()
    {
        var first = NewDisposeScope();
        var second = NewDisposeScope();
        var third = NewDisposeScope();
        var inThird = zeros(1);
        second.Dispose();
        Assert.Same(third, CurrentDisposeScope);
        third.MoveToOuter(inThird);
        third.Dispose();
        Assert.True(first.Contains(inThird));
        first.Dispose();
        Assert.True(inThird.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void Scope_belongs_to_its_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? elsewhere = null;
        DisposeScope? current = null;
        OnOtherThread(() => (current, elsewhere) = (CurrentDisposeScope, zeros(1)));
        Assert.Null(current);
        Assert.False(scope.Contains(elsewhere!));
        elsewhere!.Dispose();
    }

    [Fact]
    public void Statistics_count_what_this_thread_did()
    {
        OnOtherThread(() =>
        {
            var statistics = DisposeScopeManager.Statistics;
            using (var scope = NewDisposeScope())
            {
                zeros(1).DetachFromDisposeScope().Dispose();
                scope.Attach(zeros(1).DetachFromDisposeScope());
                zeros(1).Dispose();
            }
            using var outside = zeros(1);
            Assert.Equal((3, 1), (statistics.CreatedInScopeCount, statistics.CreatedOutsideScopeCount));
            Assert.Equal((2, 1), (statistics.DisposedInScopeCount, statistics.DisposedOutsideScopeCount));
            Assert.Equal((1, 2), (statistics.AttachedToScopeCount, statistics.DetachedFromScopeCount));
            Assert.Equal(1, statistics.ThreadTotalLiveCount);
        });
    }

    [Fact]
    public void Taking_over_a_handle_takes_over_the_place_in_the_scope()
    {
        using var scope = NewDisposeScope();
        var original = zeros(2);
        var successor = new Tensor(original);
        Assert.True(original.IsInvalid);
        Assert.Equal([successor], scope.DisposablesView);
        Numbers.Are(successor, 0f, 0);
    }

    private static void OnOtherThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
