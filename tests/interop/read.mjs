// Opens Arrow files (or, with apache-arrow, streams) and prints the schema and rows of each as a JSON array.
//   node read.mjs arrow|polars FILE...
import { readFileSync } from 'node:fs';
import { tableFromIPC } from 'apache-arrow';
import { describe } from './canonical.mjs';
import { describePolars } from './polars.mjs';

const [implementation, ...files] = process.argv.slice(2);
const read = implementation === 'polars' ? describePolars : (bytes) => describe(tableFromIPC(bytes));
process.stdout.write(JSON.stringify(files.map((file) => read(readFileSync(file)))));
