// The canonical text of values and fields, as tests/FlorDb.Storage.Tests/Arrow/ArrowText.cs writes it.
import { Type } from 'apache-arrow';

export function quote(text) {
  let quoted = '"';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const plain = unit >= 0x20 && unit < 0x7f && unit !== 0x22 && unit !== 0x5c;
    quoted += plain ? text[i] : '\\u' + unit.toString(16).padStart(4, '0');
  }
  return quoted + '"';
}

export function float(value) {
  if (Number.isNaN(value)) return 'NaN';
  return new BigUint64Array(new Float64Array([value]).buffer)[0].toString(16).padStart(16, '0');
}

export const hex = (bytes) => Buffer.from(bytes).toString('hex');

const unitNames = ['s', 'ms', 'us', 'ns'];
const unitsPerMillisecond = [0.001, 1, 1000, 1000000];

const typeNames = {
  [Type.Null]: () => 'null',
  [Type.Bool]: () => 'bool',
  [Type.Int]: (type) => `${type.isSigned ? 'int' : 'uint'}${type.bitWidth}`,
  [Type.Float]: (type) => `float${[16, 32, 64][type.precision]}`,
  [Type.Utf8]: () => 'utf8',
  [Type.LargeUtf8]: () => 'large_utf8',
  [Type.Binary]: () => 'binary',
  [Type.LargeBinary]: () => 'large_binary',
  [Type.FixedSizeBinary]: (type) => `fixed_size_binary(${type.byteWidth})`,
  [Type.Timestamp]: (type) => `timestamp(${unitNames[type.unit]}${type.timezone ? ', ' + type.timezone : ''})`,
  [Type.List]: (type) => `list<${typeName(type.children[0].type)}>`,
  [Type.FixedSizeList]: (type) => `fixed_size_list<${typeName(type.children[0].type)}>(${type.listSize})`,
  [Type.Struct]: (type) => `struct<${type.children.map((part) => `${part.name}: ${typeName(part.type)}`).join(', ')}>`,
  [Type.Dictionary]: (type) => `dictionary<${typeName(type.indices)}, ${typeName(type.dictionary)}>`,
};

export const typeName = (type) => typeNames[type.typeId](type);

const valueTexts = {
  [Type.Bool]: (type, value) => String(value),
  [Type.Int]: (type, value) => String(value),
  [Type.Float]: (type, value) => float(value),
  [Type.Utf8]: (type, value) => quote(value),
  [Type.LargeUtf8]: (type, value) => quote(value),
  [Type.Binary]: (type, value) => hex(value),
  [Type.LargeBinary]: (type, value) => hex(value),
  [Type.FixedSizeBinary]: (type, value) => hex(value),
  // apache-arrow gives timestamps as milliseconds.
  [Type.Timestamp]: (type, value) => String(BigInt(Math.round(value * unitsPerMillisecond[type.unit]))),
  [Type.List]: listText,
  [Type.FixedSizeList]: listText,
  [Type.Struct]: (type, value) => `{${type.children.map((part) => valueText(part.type, value[part.name])).join(', ')}}`,
  [Type.Dictionary]: (type, value) => valueText(type.dictionary, value),
};

function listText(type, items) {
  const texts = [];
  for (let i = 0; i < items.length; i++) texts.push(valueText(type.children[0].type, items.get(i)));
  return `[${texts.join(', ')}]`;
}

export const valueText = (type, value) => (value === null ? 'null' : valueTexts[type.typeId](type, value));

const metadataText = (metadata) => [...metadata].map(([key, value]) => `${key}=${value}`).join('; ');

const fieldText = (field) =>
  `${field.name}: ${typeName(field.type)}${field.nullable ? '' : ' not null'}${field.metadata.size ? ` [${metadataText(field.metadata)}]` : ''}`;

/** All of a table as text. */
export function describe(table) {
  const columns = table.schema.fields.map((field, i) => ({ type: field.type, values: table.getChildAt(i) }));
  const rows = [];
  for (let row = 0; row < table.numRows; row++) {
    rows.push(columns.map((column) => valueText(column.type, column.values.get(row))).join(' | '));
  }
  return {
    fields: table.schema.fields.map(fieldText),
    metadata: metadataText(table.schema.metadata),
    batches: table.batches.map((batch) => batch.numRows),
    rows,
  };
}
