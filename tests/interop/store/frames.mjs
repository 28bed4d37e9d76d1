// Frames, in which every record of a WAL, a carry file and the manifest stands (section 3), and their checksum.
const table = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** CRC-32C of some bytes. */
export function crc32c(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ table[(value ^ byte) & 0xff];
  return (value ^ 0xffffffff) >>> 0;
}

const headBytes = 16;
const alignment = 8;

/** The frame at an offset: `end` at a clean end, `damaged`, or the frame. */
export function frameAt(bytes, offset) {
  const left = bytes.length - offset;
  if (left < headBytes) return bytes.subarray(offset).some((byte) => byte !== 0) ? 'damaged' : 'end';
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, left);
  const checksum = view.getUint32(0, true);
  const length = view.getUint32(4, true);
  if (length === 0 && checksum === 0) return 'end';
  if (length === 0 || length > left - headBytes) return 'damaged';
  if (crc32c(bytes.subarray(offset + 4, offset + headBytes + length)) !== checksum) return 'damaged';
  const sequenceAndType = view.getBigUint64(8, true);
  const used = headBytes + length;
  return {
    type: Number(sequenceAndType & 0xffn),
    sequence: sequenceAndType >> 8n,
    payload: bytes.subarray(offset + headBytes, offset + used),
    next: offset + used + ((alignment - (used % alignment)) % alignment),
  };
}
