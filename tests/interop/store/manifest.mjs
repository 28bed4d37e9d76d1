// The manifest: which files there are and what is known of runs (section 6).
import { Cursor } from './cursor.mjs';
import { frameAt } from './frames.mjs';
import { readReplayHeader, readRunEnd, readRunHeader, readSummary } from './wal.mjs';

const readName = (c) => ({ name: c.text(), kinds: c.varint(), isArgument: c.bool() });
const readRows = (c) => ({ run: c.uuid(), replay: c.option(() => c.uuid()), rows: c.count() });

const readSegment = (c) => ({
  file: c.text(),
  kind: c.u8(),
  path: c.list(() => c.text()),
  bytes: c.count(),
  hash: c.hash(),
  names: c.list(() => readName(c)),
  rows: c.list(() => readRows(c)),
});

/** What a manifest says; nothing if there is none yet. */
export function readManifest(bytes) {
  const catalog = { segments: [], runs: [], replays: [], packs: [], notices: [], retired: new Map() };
  if (bytes === null) return catalog;
  if (Buffer.from(bytes.subarray(0, 8)).toString('latin1') !== 'FLORMAN\x01') throw new Error('this is no manifest of version 1');
  for (let offset = 8; offset < bytes.length; ) {
    const frame = frameAt(bytes, offset);
    if (typeof frame === 'string') {
      // A damaged edit is passed over: good ones may stand behind it.
      offset += 8;
      continue;
    }

    const c = new Cursor(frame.payload);
    c.list(() => apply(catalog, c.u8(), c));
    offset = frame.next;
  }

  return catalog;
}

function apply(catalog, type, c) {
  switch (type) {
    case 1:
      return catalog.segments.push(readSegment(c));
    case 2:
      return catalog.retired.set(c.uuid().replaceAll('-', ''), { number: c.count(), carryBytes: c.count() });
    case 3:
      return catalog.runs.push({ header: readRunHeader(c), end: readRunEnd(c) });
    case 4:
      return catalog.replays.push({ header: readReplayHeader(c), end: c.option(() => readSummary(c)) });
    case 5:
      return catalog.packs.push(c.text());
    case 6:
      return catalog.notices.push({ file: c.text(), offset: c.count(), text: c.text() });
    default:
      throw new Error(`${type} is no type of manifest item`);
  }
}
