using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution.Building;

/// <summary>
/// What the SDK told the compiler when it built a version of a project. Another version that differs from it in nothing but the program's own sources is compiled in the
/// same way, neither restored nor evaluated, in a fraction of the time.
/// </summary>
/// <param name="Project">The project file, relative to the root.</param>
/// <param name="Configuration"><c>Debug</c>, <c>Release</c>, ...</param>
/// <param name="Arguments">The compiler's arguments; paths are full or relative to the project's folder.</param>
/// <param name="Compiled">The files of the version that were compiled, relative to its root.</param>
/// <param name="Own">The program's own sources, compiled or not.</param>
/// <param name="Inputs">All other files of the version that have a say in the build, with the ids of their content.</param>
/// <param name="Involved">The ids of the content of files that the compiler was given besides sources, and of those that the build has copied.</param>
internal sealed record BuildRecipe(
    string Project,
    string Configuration,
    ImmutableArray<string> Arguments,
    ImmutableSortedSet<string> Compiled,
    ImmutableSortedSet<string> Own,
    ImmutableSortedDictionary<string, string> Inputs,
    ImmutableSortedSet<string> Involved)
{
    /// <summary>The files to compile of a version; null if it has to be built by the SDK.</summary>
    /// <param name="program">The version's program.</param>
    /// <param name="configuration">The configuration that is wanted.</param>
    /// <param name="files">The version's files.</param>
    public ImmutableSortedSet<string>? SourcesOf(ProgramIdentity program, string configuration, IReadOnlyList<VersionFile> files)
    {
        if ((program.Project, configuration) != (Project, Configuration) || !BuildInputs.Of(program, files, Involved).SequenceEqual(Inputs)) return null;
        var own = BuildInputs.OwnSources(program, files);
        if (own.SetEquals(Own)) return Compiled;
        // Files came or went. Where the project takes all that there are, they are compiled or not accordingly; otherwise only the SDK knows.
        return Own.IsSubsetOf(Compiled) ? Compiled.Except(Own).Union(own) : null;
    }
}
