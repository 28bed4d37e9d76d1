// The manifest: which files there are and what is known of runs (section 6).
import { Cursor } from './cursor.mjs';
import { frameAt } from './frames.mjs';
import { readCheckpointId, readReplayHeader, readRunEnd, readRunHeader, readSummary } from './wal.mjs';

const readName = (c) => ({ name: c.text(), kinds: c.varint(), isArgument: c.bool() });
const readRows = (c) => ({ run: c.uuid(), replay: c.option(() => c.uuid()), rows: c.count() });

/** A segment; 128 is added to the kind where length and hash of its end are told. */
function readSegment(c) {
  const [file, kind] = [c.text(), c.u8()];
  return {
    file,
    kind: kind & 127,
    path: c.list(() => c.text()),
    bytes: c.count(),
    hash: c.hash(),
    footer: kind & 128 ? { bytes: c.count(), hash: c.hash() } : null,
    names: c.list(() => readName(c)),
    rows: c.list(() => readRows(c)),
  };
}

const headerBytes = { 'FLORMAN\x01': 8, 'FLORMAN\x02': 64 };

/** What a manifest says; nothing if there is none yet. */
export function readManifest(bytes) {
  const catalog = { segments: [], runs: [], replays: [], packs: [], notices: [], retired: new Map(), deleted: new Set(), superseded: new Map(), dropped: new Set() };
  if (bytes === null) return catalog;
  const begin = headerBytes[Buffer.from(bytes.subarray(0, 8)).toString('latin1')];
  if (begin === undefined) throw new Error('this is no manifest of version 1 or 2');
  for (let offset = begin; offset < bytes.length; ) {
    const frame = frameAt(bytes, offset);
    if (typeof frame === 'string') {
      // A damaged edit is passed over: good ones may stand behind it.
      offset += 8;
      continue;
    }

    const c = new Cursor(frame.payload);
    if (frame.type === 0) c.list(() => apply(catalog, c.u8(), c));
    else c.list(() => apply(catalog, c.u8(), new Cursor(c.sized())));
    offset = frame.next;
  }

  // Whose place other runs have taken is as good as deleted to readers.
  catalog.shows = (run) => !catalog.deleted.has(run) && !catalog.superseded.has(run);
  catalog.segments.forEach((segment) => (segment.rows = segment.rows.filter(({ run }) => catalog.shows(run))));
  catalog.runs = catalog.runs.filter(({ header }) => catalog.shows(header.key));
  return catalog;
}

/** Puts what came of some items where the first of them stood. */
function replace(items, inputs, results, nameOf) {
  const first = items.findIndex((item) => inputs.includes(nameOf(item)));
  const kept = items.filter((item) => !inputs.includes(nameOf(item)));
  return first < 0 ? [...kept, ...results] : [...kept.slice(0, first), ...results, ...kept.slice(first)];
}

/** Runs are deleted, with those whose places they have taken; or another takes the place of one. */
function remove(catalog, runs, by) {
  if (by !== null) return catalog.superseded.set(runs[0], by);
  for (const run of runs) {
    catalog.deleted.add(run);
    remove(catalog, [...catalog.superseded].filter(([old, other]) => other === run && !catalog.deleted.has(old)).map(([old]) => old), null);
  }
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
    case 7:
      return (catalog.segments = replace(catalog.segments, c.list(() => c.text()), c.list(() => readSegment(new Cursor(c.sized()))), ({ file }) => file));
    case 8:
      return (catalog.packs = replace(catalog.packs, c.list(() => c.text()), c.list(() => c.text()), (file) => file));
    case 11:
      return remove(catalog, c.list(() => c.uuid()), c.left > 0 ? c.uuid() : null);
    case 12: {
      const run = c.uuid();
      return c.list(() => catalog.dropped.add(readCheckpointId(run, c)));
    }
    case 9:
    case 10:
    case 13:
    case 14:
    case 15:
      // What becomes of packs, and which files may be deleted when: of no matter for rows and checkpoints.
      return undefined;
    default:
      throw new Error(`${type} is no type of manifest item`);
  }
}
