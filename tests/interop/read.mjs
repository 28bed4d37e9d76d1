// Opens Arrow files (or, with apache-arrow, streams) and prints the schema and rows of each as a JSON array.
//   node read.mjs arrow|polars FILE...
import { readFileSync } from 'node:fs';
import { CompressionType, compressionRegistry, tableFromIPC } from 'apache-arrow';
import { decompress } from 'fzstd';
import { describe } from './canonical.mjs';
import { describePolars } from './polars.mjs';

// apache-arrow brings no codec of its own, and wants what one gives to be aligned in memory, which a copy is.
compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => decompress(bytes).slice() });

const [implementation, ...files] = process.argv.slice(2);
const read = implementation === 'polars' ? describePolars : (bytes) => describe(tableFromIPC(bytes));
process.stdout.write(JSON.stringify(files.map((file) => read(readFileSync(file)))));
