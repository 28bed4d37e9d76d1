// Arrow IPC files (https://arrow.apache.org/docs/format/Columnar.html): the types that segments use, zstd-compressed buffers included.
import { decompress } from 'fzstd';
import { Table } from './flatbuffers.mjs';

const typeCodes = { 2: int, 3: float, 4: binary, 5: utf8, 6: bool, 10: timestamp, 12: list, 13: struct, 16: fixedSizeList, 19: largeBinary, 20: largeUtf8 };

/** Opens a file: its fields, notes and batches. */
export function openArrow(file) {
  const magic = (at) => Buffer.from(file.subarray(at, at + 6)).toString('latin1');
  if (magic(0) !== 'ARROW1' || magic(file.length - 6) !== 'ARROW1') throw new Error('this is no Arrow file');
  const end = file.length - 10;
  const footerBytes = new DataView(file.buffer, file.byteOffset + end, 4).getInt32(0, true);
  const footer = Table.root(file.subarray(end - footerBytes, end));
  const fields = footer.table(1).tables(1).map(readField);
  const dictionaries = readDictionaries(file, blocks(footer, 2), fields);
  return {
    metadata: footer.table(1).pairs(2),
    footerMetadata: footer.pairs(4),
    fields,
    batches: blocks(footer, 3).map((block) => readBatch(new Body(file, block), fields, dictionaries)),
  };
}

const blocks = (footer, field) =>
  footer.vector(field, 24, (view, at) => ({ offset: Number(view.getBigInt64(at, true)), metadata: view.getInt32(at + 8, true) }));

function readField(table) {
  const coded = table.table(4);
  return {
    name: table.text(0),
    code: table.u8(2),
    type: table.table(3),
    dictionary: coded && { id: coded.i64(0), index: coded.table(1) },
    children: table.tables(5).map(readField),
    metadata: table.pairs(6),
  };
}

/** A message of the file with the lengths of its arrays and its buffers, which columns take one after the other. */
class Body {
  constructor(file, block) {
    const message = Table.root(file.subarray(block.offset + 8, block.offset + block.metadata));
    this.header = message.table(2);
    this.kind = message.u8(1);
    this.batch = this.kind === 2 ? this.header.table(1) : this.header;
    this.start = block.offset + block.metadata;
    this.file = file;
    this.nodes = this.batch.vector(1, 16, (view, at) => Number(view.getBigInt64(at, true)));
    this.buffers = this.batch.vector(2, 16, (view, at) => [Number(view.getBigInt64(at, true)), Number(view.getBigInt64(at + 8, true))]);
    const compression = this.batch.table(3);
    if (compression && compression.u8(0) !== 1) throw new Error('only zstd is known');
    this.isCompressed = compression !== null;
    this.node = 0;
    this.buffer = 0;
  }

  nextLength() {
    return this.nodes[this.node++];
  }

  nextBuffer() {
    const [offset, length] = this.buffers[this.buffer++];
    const stored = this.file.subarray(this.start + offset, this.start + offset + length);
    if (!this.isCompressed || length === 0) return stored;
    const size = new DataView(stored.buffer, stored.byteOffset, 8).getBigInt64(0, true);
    return size === -1n ? stored.subarray(8) : decompress(stored.subarray(8), new Uint8Array(Number(size)));
  }

  /** The next buffer, at an address that typed views allow. */
  nextView() {
    const bytes = Uint8Array.from(this.nextBuffer());
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function readDictionaries(file, places, fields) {
  const found = new Map();
  for (const place of places) {
    const body = new Body(file, place);
    const id = body.header.i64(0);
    const field = fields.flatMap(withChildren).find((candidate) => candidate.dictionary?.id === id);
    found.set(id, readPlain(body, field));
  }

  return found;
}

const withChildren = (field) => [field, ...field.children.flatMap(withChildren)];

function readBatch(body, fields, dictionaries) {
  return { rows: body.batch.i64(0), columns: fields.map((field) => readColumn(body, field, dictionaries)) };
}

function readColumn(body, field, dictionaries) {
  if (!field.dictionary) return readPlain(body, field, dictionaries);
  const indices = int(body, field.dictionary.index);
  const values = dictionaries.get(field.dictionary.id);
  return { ...indices, get: (row) => values.get(Number(indices.get(row))) };
}

function readPlain(body, field, dictionaries) {
  const read = typeCodes[field.code];
  if (!read) throw new Error(`column ${field.name} has the type ${field.code}, which is not known`);
  return read(body, field.type, field.children, dictionaries);
}

/** Lengths and nulls, which all types begin with. */
function open(body) {
  const length = body.nextLength();
  const validity = body.nextBuffer();
  return { length, isNull: (row) => validity.length > 0 && ((validity[row >> 3] >> (row & 7)) & 1) === 0 };
}

function int(body, type) {
  const array = open(body);
  const width = type.i32(0) / 8;
  const signed = type.u8(1) !== 0;
  const values = body.nextView();
  const read = { 1: ['getInt8', 'getUint8'], 2: ['getInt16', 'getUint16'], 4: ['getInt32', 'getUint32'], 8: ['getBigInt64', 'getBigUint64'] }[width];
  return { ...array, width, values, get: (row) => BigInt(values[read[signed ? 0 : 1]](row * width, true)) };
}

function float(body, type) {
  const array = open(body);
  const width = [2, 4, 8][type.i16(0)];
  const values = body.nextView();
  return { ...array, width, values, get: (row) => values.getBigUint64(row * width, true) };
}

function timestamp(body) {
  const array = open(body);
  const values = body.nextView();
  return { ...array, get: (row) => values.getBigInt64(row * 8, true) };
}

function bool(body) {
  const array = open(body);
  const bits = body.nextBuffer();
  return { ...array, width: 0, get: (row) => ((bits[row >> 3] >> (row & 7)) & 1) === 1 };
}

function binary(body) {
  const array = open(body);
  const offsets = body.nextView();
  const bytes = body.nextBuffer();
  return { ...array, get: (row) => bytes.subarray(offsets.getInt32(row * 4, true), offsets.getInt32(row * 4 + 4, true)) };
}

function largeBinary(body) {
  const array = open(body);
  const offsets = body.nextView();
  const bytes = body.nextBuffer();
  const offset = (row) => Number(offsets.getBigInt64(row * 8, true));
  return { ...array, get: (row) => bytes.subarray(offset(row), offset(row + 1)) };
}

const asText = (array) => ({ ...array, get: (row) => Buffer.from(array.get(row)).toString('utf8') });

function utf8(body) {
  return asText(binary(body));
}

function largeUtf8(body) {
  return asText(largeBinary(body));
}

function list(body, type, children, dictionaries) {
  const array = open(body);
  const offsets = body.nextView();
  const items = readColumn(body, children[0], dictionaries);
  const range = (row) => [offsets.getInt32(row * 4, true), offsets.getInt32(row * 4 + 4, true)];
  const get = (row) => {
    const [start, end] = range(row);
    return Array.from({ length: end - start }, (_, i) => items.get(start + i));
  };
  return { ...array, items, range, get };
}

function fixedSizeList(body, type, children, dictionaries) {
  const array = open(body);
  return { ...array, size: type.i32(0), items: readColumn(body, children[0], dictionaries) };
}

function struct(body, type, children, dictionaries) {
  const array = open(body);
  return { ...array, parts: children.map((child) => readColumn(body, child, dictionaries)) };
}
