using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>What goes into an Arrow file: a schema and batches with its columns.</summary>
internal sealed record ArrowTable(Schema Schema, ImmutableArray<RecordBatch> Batches);
