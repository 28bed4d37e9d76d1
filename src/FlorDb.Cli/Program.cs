using FlorDb.Cli;
using FlorDb.Cli.Hosting;

return await FlorApplication.RunAsync(args, Terminal.OfProcess()).ConfigureAwait(false);
