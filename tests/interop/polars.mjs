// Reads an Arrow file with Polars and gives its rows in the canonical text.
import pl from 'nodejs-polars';
import { float, quote } from './canonical.mjs';

// Types that the JavaScript binding can't hand over exactly are cast inside of Polars.
const casts = {
  Int64: pl.Utf8,
  UInt64: pl.Utf8,
  'Datetime(us,UTC)': pl.Int64,
  'List(Int64)': pl.List(pl.Utf8),
};

/** The name of a data type without the wrapper that the binding prints around plain ones. */
const typeName = (type) => String(type).replaceAll(/DataType\((\w+)\)/g, '$1').replaceAll(/DataType\(((?:Fixed|Date|List).*)\)$/g, '$1');

function valueText(value, type) {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item, type)).join(', ')}]`;
  // A struct that is null comes as one whose parts are.
  if (typeof value === 'object' && Object.values(value).every((part) => part === null)) return 'null';
  if (typeof value === 'object') return `{${Object.values(value).map((part) => valueText(part, type)).join(', ')}}`;
  if (typeof value === 'string') return type.includes('Int64') ? value : quote(value);
  if (typeof value === 'number' && type.includes('Float')) return float(value);
  return String(value);
}

function columnText(frame, name, type) {
  let column = frame.getColumn(name);
  if (casts[type]) column = column.cast(casts[type]);
  if (type.startsWith('Datetime')) column = column.cast(pl.Utf8);
  return column.toArray().map((value) => valueText(value, type.startsWith('Datetime') ? 'Int64' : type));
}

export function describePolars(bytes) {
  const frame = pl.readIPC(bytes);
  const fields = Object.entries(frame.schema).map(([name, type]) => [name, typeName(type)]);
  const columns = fields.map(([name, type]) => columnText(frame, name, type));
  const rows = [];
  for (let row = 0; row < frame.height; row++) rows.push(columns.map((column) => column[row]).join(' | '));
  return { fields: fields.map(([name, type]) => `${name}: ${type}`), rows };
}
