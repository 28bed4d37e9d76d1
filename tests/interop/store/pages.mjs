// Packs and checkpoints (section 8): finds pages, decodes them, and puts pieces of state together. Hashes are taken as names; whether they fit is not checked.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decompress } from 'fzstd';
import { Cursor } from './cursor.mjs';
import { crc32c } from './frames.mjs';

const fileHeaderBytes = 64;
const headerBytes = 32;
const pageBytes = 65536;
const aligned = (length) => length + ((8 - (length % 8)) % 8);

/** All pages of a store by their hash. */
export class Pages {
  #pages = new Map();

  constructor(folder) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) if (/^[0-9a-f]{32}-\d{6,}\.pack$/.test(name)) this.#scan(readFileSync(join(folder, name)));
  }

  /** The pieces of state of a checkpoint: name, description and bytes. */
  entries(root) {
    const cursor = new Cursor(this.#read(root));
    return cursor.list(() => ({ name: cursor.text(), description: cursor.text(), length: Number(cursor.count()), address: cursor.hash() }))
      .map(({ name, description, length, address }) => ({ name, description, bytes: this.#state(address, length) }));
  }

  #scan(pack) {
    let at = fileHeaderBytes;
    while (at + headerBytes <= pack.length) {
      const cursor = new Cursor(pack, at);
      const checksum = cursor.u32();
      const [length, stored, codec, hash] = [cursor.u32(), cursor.u32(), cursor.u32(), cursor.hash()];
      if (crc32c(pack.subarray(at + 4, at + headerBytes)) !== checksum) {
        at += 8;
        continue;
      }

      const content = at + headerBytes;
      if (content + stored > pack.length) break;
      this.#pages.set(hash, { length, codec, content: pack.subarray(content, content + stored) });
      at = aligned(content + stored);
    }
  }

  #read(hash) {
    const page = this.#pages.get(hash);
    if (!page) throw new Error(`page ${hash} is in none of the packs`);
    if (page.codec === 0) return page.content;
    if (![1, 2, 4, 8].includes(page.codec)) throw new Error(`page ${hash} has the unknown codec ${page.codec}`);
    return decode(page.content, page.codec, page.length);
  }

  #state(address, length) {
    if (length <= pageBytes) return this.#read(address);
    const list = new Cursor(this.#read(address));
    const pages = [];
    while (list.left > 0) pages.push(this.#read(list.hash()));
    const state = Buffer.concat(pages);
    if (state.length !== length) throw new Error(`the pages of ${address} have ${state.length} bytes instead of ${length}`);
    return state;
  }
}

/** Puts a page together from its planes. */
function decode(content, width, length) {
  const cursor = new Cursor(content);
  const count = Math.floor(length / width);
  const lengths = Array.from({ length: width }, () => cursor.u32());
  const planes = lengths.map((stored) => {
    const plane = cursor.raw(stored);
    return stored === count ? plane : decompress(plane, new Uint8Array(count));
  });
  const page = Buffer.alloc(length);
  for (let i = 0; i < count; i++) {
    let number = 0n;
    for (let k = 0; k < width; k++) number |= BigInt(planes[k][i]) << BigInt(8 * k);
    if (width > 1) number = (number >> 1n) | ((number & 1n) << BigInt(8 * width - 1));
    for (let k = 0; k < width; k++) page[i * width + k] = Number((number >> BigInt(8 * k)) & 0xffn);
  }

  Buffer.from(cursor.raw(cursor.left)).copy(page, count * width);
  return page;
}
