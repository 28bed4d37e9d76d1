// Segments: the rows of a loop path (section 7).
import { elements, elementBytes, valueText } from './values.mjs';

/** The rows of a loop segment. */
export function* loopRows(segment) {
  const path = JSON.parse(segment.metadata.get('flordb.path'));
  for (const batch of segment.batches) {
    const columns = segment.fields.map((field, i) => ({ ...roleOf(field), field, array: batch.columns[i] }));
    const one = (role) => columns.find((column) => column.role === role).array;
    const indices = path.map((_, depth) => columns.find((column) => column.role === 'index' && column.depth === depth).array);
    for (let row = 0; row < batch.rows; row++) {
      yield {
        run: one('run').get(row),
        replay: one('replay').isNull(row) ? null : one('replay').get(row),
        path,
        indices: indices.map((index) => index.get(row)),
        values: path.map((_, depth) => firstValue(columns.filter((column) => column.role === 'value' && column.depth === depth), row)),
        occurrence: Number(one('occurrence').get(row)),
        started: one('started').get(row),
        seconds: one('seconds').isNull(row) ? null : asNumber(one('seconds').get(row)),
        cells: columns.filter((column) => (column.role === 'cell' || column.role === 'argument') && !column.array.isNull(row)).map((column) => cell(column, row)),
      };
    }
  }
}

/** The checkpoints of a segment of checkpoints. */
export function* checkpointRows(segment) {
  for (const batch of segment.batches) {
    const get = (name, row) => batch.columns[segment.fields.findIndex((field) => field.name === name)].get(row);
    for (let row = 0; row < batch.rows; row++) {
      yield {
        run: get('run', row),
        path: get('loop', row),
        indices: get('indices', row),
        moment: get('moment', row),
        iterations: get('iterations', row),
        root: get('root', row),
        bytes: get('bytes', row),
        captured: get('tstamp', row),
      };
    }
  }
}

const roleOf = (field) => ({
  role: field.metadata.get('flordb.role'),
  name: field.metadata.get('flordb.name'),
  kind: field.metadata.get('flordb.kind'),
  depth: Number(field.metadata.get('flordb.depth')),
});

const asNumber = (bits) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
};

const cell = (column, row) => ({ role: column.role, name: column.name, value: value(column, row) });

function firstValue(columns, row) {
  const present = columns.find((column) => !column.array.isNull(row));
  return present ? value(present, row) : { kind: 'Null', text: 'null' };
}

function value({ kind, field, array }, row) {
  return { kind, text: valueText[kind](kind === 'Tensor' ? tensor(field, array, row) : array.get(row)) };
}

function tensor(field, array, row) {
  if (field.metadata.get('flordb.extension:name') === 'arrow.variable_shape_tensor') {
    const [data, lengths] = array.parts;
    const shape = Array.from({ length: lengths.size }, (_, i) => lengths.items.get(row * lengths.size + i));
    const [start, end] = data.range(row);
    return { ...leaf(field.children[0].children[0], data.items, start, end - start), shape };
  }

  const { shape } = JSON.parse(field.metadata.get('flordb.extension:metadata'));
  let [items, type, count] = [array, field, 1];
  for (const length of shape) {
    [items, type, count] = [items.items, type.children[0], count * length];
  }

  return { ...leaf(type, items, row * count, count), shape };
}

/** A run of elements as bytes; truth values take a byte each. */
function leaf(type, items, start, count) {
  const element = elementOf(type);
  const width = elementBytes[elements.indexOf(element)];
  if (items.width === 0) return { element, bytes: Uint8Array.from({ length: count }, (_, i) => (items.get(start + i) ? 1 : 0)) };
  return { element, bytes: new Uint8Array(items.values.buffer, items.values.byteOffset + start * width, count * width) };
}

function elementOf({ code, type }) {
  if (code === 6) return 'Boolean';
  if (code === 3) return ['Float16', 'Float32', 'Float64'][type.i16(0)];
  return `${type.u8(1) === 0 ? 'UInt' : 'Int'}${type.i32(0)}`;
}
