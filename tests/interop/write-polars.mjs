// Writes the numbers 1, 2, null as an Arrow file by Polars.
//   node write-polars.mjs uncompressed|zstd|lz4 FILE
import pl from 'nodejs-polars';

const [compression, file] = process.argv.slice(2);
pl.DataFrame({ n: pl.Series('n', [1, 2, null], pl.Int64) }).writeIPC(file, { compression });
process.stdout.write('{}');
