// Reads the fields of records one after the other (section 2 of spec/file-format.md). Whole numbers come as BigInt where they may need 64 bits.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class Cursor {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  get left() {
    return this.bytes.length - this.at;
  }

  take(length) {
    if (length > this.left) throw new Error(`${length} bytes are wanted where ${this.left} are left`);
    const start = this.at;
    this.at += length;
    return start;
  }

  u8() {
    return this.view.getUint8(this.take(1));
  }

  u32() {
    return this.view.getUint32(this.take(4), true);
  }

  u64() {
    return this.view.getBigUint64(this.take(8), true);
  }

  /** The 64 bits of a double, so that every NaN stays what it is. */
  f64Bits() {
    return this.u64();
  }

  varint() {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.u8();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (value >> 64n) break;
        return value;
      }
    }

    throw new Error('a varint is longer than 64 bits');
  }

  count() {
    const value = this.varint();
    if (value >> 63n) throw new Error('a count is negative');
    return value;
  }

  /** A count of things that follow, each of at least one byte. */
  countOfItems() {
    const value = this.count();
    if (value > BigInt(this.left)) throw new Error(`${value} items are announced where ${this.left} bytes are left`);
    return Number(value);
  }

  signed() {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  bool() {
    const value = this.u8();
    if (value > 1) throw new Error(`${value} is no truth value`);
    return value === 1;
  }

  raw(length) {
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  sized() {
    return this.raw(this.countOfItems());
  }

  text() {
    return strictUtf8.decode(this.sized());
  }

  uuid() {
    const hex = Buffer.from(this.raw(16)).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  hash() {
    const high = this.u64();
    const low = this.u64();
    return high.toString(16).padStart(16, '0') + low.toString(16).padStart(16, '0');
  }

  option(read) {
    return this.bool() ? read() : null;
  }

  list(read) {
    return Array.from({ length: this.countOfItems() }, read);
  }
}
