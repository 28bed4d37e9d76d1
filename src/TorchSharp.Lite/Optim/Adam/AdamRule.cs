using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The arithmetic that Adam and AdamW share.</summary>
internal static class AdamRule
{
    public static TOptions Fill<TOptions>(
        TOptions options, double lr, (double First, double Second) betas, double eps, double weight_decay, bool amsgrad, bool maximize)
        where TOptions : Adam.Options
    {
        Hyperparameter.RequireNonNegative((lr, nameof(lr)), (eps, nameof(eps)), (weight_decay, nameof(weight_decay)));
        Hyperparameter.RequireRates(betas.First, betas.Second);
        options.LearningRate = options.InitialLearningRate = lr;
        (options.beta1, options.beta2) = betas;
        (options.eps, options.weight_decay) = (eps, weight_decay);
        (options.amsgrad, options.maximize) = (amsgrad, maximize);
        return options;
    }

    public static Tensor Direction(Adam.Options options, Tensor grad) => options.maximize == true ? grad.neg() : grad;

    /// <summary>Algorithm 1 of the Adam paper, with the bias corrections folded into the step size and the denominator.</summary>
    public static void Update(Adam.Options options, Parameter parameter, Tensor grad, Adam.State state)
    {
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        state.step++;
        state.exp_avg.mul_(beta1).add_(grad, 1 - beta1);
        state.exp_avg_sq.mul_(beta2).addcmul_(grad, grad, 1 - beta2);
        var correction1 = 1 - Math.Pow(beta1, state.step);
        var correction2 = 1 - Math.Pow(beta2, state.step);
        var denominator = SecondMoment(options, state).sqrt().div_(Math.Sqrt(correction2)).add_(options.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, -options.LearningRate!.Value / correction1);
    }

    private static Tensor SecondMoment(Adam.Options options, Adam.State state)
    {
        if (options.amsgrad != true) return state.exp_avg_sq;
        if (state.max_exp_avg_sq is null) state.max_exp_avg_sq = state.exp_avg_sq.clone().DetachFromDisposeScope();
        else state.max_exp_avg_sq.copy_(maximum(state.max_exp_avg_sq, state.exp_avg_sq));
        return state.max_exp_avg_sq;
    }
}
