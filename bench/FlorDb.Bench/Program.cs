using FlorDb.Bench;
using FlorDb.Bench.Running;

return args is [ChildProcess.Verb, var program, .. var rest] ? ChildPrograms.Run(program, rest) : BenchApplication.Run(args, RepositoryFolders.Find(), Console.Out, Console.Error);
