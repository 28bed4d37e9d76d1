// Writes a table with a column of every type by apache-arrow and prints its schema and rows as JSON.
//   node write.mjs file|stream FILE
import { writeFileSync } from 'node:fs';
import * as arrow from 'apache-arrow';
import { describe } from './canonical.mjs';

const [form, file] = process.argv.slice(2);

const item = (type) => new arrow.Field('item', type, true);
const struct = new arrow.Struct([new arrow.Field('a', new arrow.Float64(), true), new arrow.Field('b', new arrow.Utf8(), true)]);
const bytes = (...values) => new Uint8Array(values);

// One list of types, and for each column the values of two batches.
const columns = {
  null: [new arrow.Null(), [null, null, null], [null]],
  bool: [new arrow.Bool(), [true, null, false], [true]],
  int8: [new arrow.Int8(), [-128, null, 127], [1]],
  int16: [new arrow.Int16(), [-32768, null, 32767], [1]],
  int32: [new arrow.Int32(), [-2147483648, null, 2147483647], [1]],
  int64: [new arrow.Int64(), [-9223372036854775808n, null, 9223372036854775807n], [1n]],
  uint8: [new arrow.Uint8(), [0, null, 255], [1]],
  uint16: [new arrow.Uint16(), [0, null, 65535], [1]],
  uint32: [new arrow.Uint32(), [0, null, 4294967295], [1]],
  uint64: [new arrow.Uint64(), [0n, null, 18446744073709551615n], [1n]],
  float32: [new arrow.Float32(), [1.5, null, -0], [Infinity]],
  float64: [new arrow.Float64(), [0.1, null, NaN], [-Infinity]],
  utf8: [new arrow.Utf8(), ['', null, 'ä€🙂'], ['x']],
  large: [new arrow.LargeUtf8(), ['', null, 'ä€🙂'], ['x']],
  binary: [new arrow.Binary(), [bytes(), null, bytes(0, 255)], [bytes(1)]],
  fixed: [new arrow.FixedSizeBinary(2), [bytes(1, 2), null, bytes(3, 4)], [bytes(5, 6)]],
  time: [new arrow.TimestampMillisecond('UTC'), [0, null, 1700000000123], [-1]],
  list: [new arrow.List(item(new arrow.Int32())), [[1, 2], null, []], [[3]]],
  pair: [new arrow.FixedSizeList(2, item(new arrow.Float64())), [[1, 2], null, [3, null]], [[5, 6]]],
  struct: [struct, [{ a: 1, b: 'x' }, null, { a: null, b: 'y' }], [{ a: 2, b: null }]],
  coded: [new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), 0), ['a', null, 'b'], ['b']],
  coded8: [new arrow.Dictionary(new arrow.Utf8(), new arrow.Uint8(), 1), ['x', 'y', 'x'], ['y']],
};

const fields = Object.entries(columns).map(([name, [type]]) => new arrow.Field(name, type, true, new Map([['from', 'js']])));

// A file has one dictionary for all batches, so there both are cut from one column; in a stream each batch brings its own.
const children = Object.values(columns).map(([type, first, second]) => {
  if (form === 'stream') return [first, second].map((values) => arrow.vectorFromArray(values, type).data[0]);
  const all = arrow.vectorFromArray([...first, ...second], type).data[0];
  return [all.slice(0, first.length), all.slice(first.length, second.length)];
});

// The second batch adds to the dictionary of the first, which is written as a delta.
const grownType = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), 2);
const words = arrow.vectorFromArray(['a', 'b'], new arrow.Utf8());
const moreWords = new arrow.Vector([words.data[0], arrow.vectorFromArray(['c'], new arrow.Utf8()).data[0]]);
const grown = (dictionary, ...indices) => arrow.makeData({ type: grownType, length: indices.length, nullCount: 0, data: new Int32Array(indices), dictionary });
fields.push(new arrow.Field('grown', grownType, true, new Map()));
children.push([grown(words, 1, 0, 1), grown(moreWords, 2)]);

function batch(position) {
  const parts = children.map((batches) => batches[position]);
  const type = new arrow.Struct(fields);
  return new arrow.RecordBatch(schema, arrow.makeData({ type, length: parts[0].length, nullCount: 0, children: parts }));
}

const schema = new arrow.Schema(fields, new Map([['key', 'value ✓']]));
const table = new arrow.Table(schema, [batch(0), batch(1)]);
writeFileSync(file, arrow.tableToIPC(table, form));
process.stdout.write(JSON.stringify(describe(arrow.tableFromIPC(arrow.tableToIPC(table, form)))));
