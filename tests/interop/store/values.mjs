// Values of cells as canonical text: every bit shows.
export const kinds = ['Null', 'Boolean', 'Int64', 'Float64', 'String', 'Timestamp', 'Binary', 'Json', 'Tensor'];
export const elements = ['Boolean', 'UInt8', 'Int8', 'Int16', 'Int32', 'Int64', 'Float16', 'Float32', 'Float64'];
export const elementBytes = [1, 1, 1, 2, 4, 8, 2, 4, 8];

const hex = (bytes) => Buffer.from(bytes).toString('hex');

export const valueText = {
  Null: () => 'null',
  Boolean: (value) => String(value),
  Int64: (value) => String(value),
  Float64: (bits) => bits.toString(16).padStart(16, '0'),
  String: (value) => `"${value}"`,
  Timestamp: (micros) => `t${micros}`,
  Binary: (bytes) => `x${hex(bytes)}`,
  Json: (value) => `json ${value}`,
  Tensor: ({ element, shape, bytes }) => `${element}[${shape.join(',')}] ${hex(bytes)}`,
};

/** Reads a value of a WAL record; gives its kind and text. */
export function readValue(cursor) {
  const kind = kinds[cursor.u8()];
  if (kind === undefined) throw new Error('a value has an unknown kind');
  return { kind, text: valueText[kind](content[kind](cursor)) };
}

const content = {
  Null: () => null,
  Boolean: (cursor) => cursor.bool(),
  Int64: (cursor) => cursor.signed(),
  Float64: (cursor) => cursor.f64Bits(),
  String: (cursor) => cursor.text(),
  Timestamp: (cursor) => cursor.signed(),
  Binary: (cursor) => cursor.sized(),
  Json: (cursor) => cursor.text(),
  Tensor: readTensor,
};

function readTensor(cursor) {
  const element = cursor.u8();
  const shape = cursor.list(() => cursor.count());
  const bytes = cursor.sized();
  const count = shape.reduce((product, length) => product * length, 1n);
  if (elements[element] === undefined || count * BigInt(elementBytes[element]) !== BigInt(bytes.length)) throw new Error('an array is malformed');
  return { element: elements[element], shape, bytes };
}
