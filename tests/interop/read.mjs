// Opens an Arrow file (or, with apache-arrow, a stream) and prints its schema and rows as JSON.
//   node read.mjs arrow|polars FILE
import { readFileSync } from 'node:fs';
import { tableFromIPC } from 'apache-arrow';
import { describe } from './canonical.mjs';
import { describePolars } from './polars.mjs';

const [implementation, file] = process.argv.slice(2);
const bytes = readFileSync(file);
const described = implementation === 'polars' ? describePolars(bytes) : describe(tableFromIPC(bytes));
process.stdout.write(JSON.stringify(described));
