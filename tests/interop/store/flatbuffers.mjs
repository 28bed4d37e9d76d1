// The little of FlatBuffers (https://flatbuffers.dev/internals/) that Arrow's metadata needs: tables, vectors, strings.
export class Table {
  constructor(view, at) {
    Object.assign(this, { view, at });
    this.vtable = at - view.getInt32(at, true);
    this.vtableBytes = view.getUint16(this.vtable, true);
  }

  static root(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new Table(view, view.getUint32(0, true));
  }

  /** Where a field's value stands; 0 if the table leaves it out. */
  place(field) {
    const slot = 4 + 2 * field;
    const offset = slot < this.vtableBytes ? this.view.getUint16(this.vtable + slot, true) : 0;
    return offset === 0 ? 0 : this.at + offset;
  }

  number(field, read, missing = 0) {
    const place = this.place(field);
    return place === 0 ? missing : this.view[read](place, true);
  }

  u8 = (field) => this.number(field, 'getUint8');
  i16 = (field) => this.number(field, 'getInt16');
  i32 = (field) => this.number(field, 'getInt32');
  i64 = (field) => Number(this.number(field, 'getBigInt64', 0n));

  target(field) {
    const place = this.place(field);
    return place === 0 ? 0 : place + this.view.getUint32(place, true);
  }

  table(field) {
    const target = this.target(field);
    return target === 0 ? null : new Table(this.view, target);
  }

  text(field) {
    const target = this.target(field);
    return target === 0 ? '' : readText(this.view, target);
  }

  tables(field) {
    return this.vector(field, 4, (view, at) => new Table(view, at + view.getUint32(at, true)));
  }

  vector(field, bytes, read) {
    const target = this.target(field);
    if (target === 0) return [];
    return Array.from({ length: this.view.getUint32(target, true) }, (_, i) => read(this.view, target + 4 + i * bytes));
  }

  /** Pairs of key and value, as Arrow keeps its notes for programs. */
  pairs(field) {
    return new Map(this.tables(field).map((pair) => [pair.text(0), pair.text(1)]));
  }
}

const readText = (view, at) => new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 4, view.getUint32(at, true)));
