// A store as a whole: what is sealed, and what the logs hold beyond that.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openArrow } from './arrow.mjs';
import { readManifest } from './manifest.mjs';
import { Pages } from './pages.mjs';
import { checkpointRows, loopRows } from './segments.mjs';
import { identify, Redo } from './wal.mjs';

const list = (folder) => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Reads a store: its runs, its rows, its checkpoints and the pages that they are made of. */
export function readStore(folder) {
  const format = readFileSync(join(folder, 'format'), 'utf8');
  if (!/^FlorDB store\nversion [123]\n$/.test(format)) throw new Error(`${folder} is no store of version 1, 2 or 3`);
  // Logs first, the manifest afterwards: what is sealed in between shows in the manifest.
  // Unless it was written anew in between: then it may have dropped that logs are sealed.
  const path = join(folder, 'manifest');
  const read = () => (existsSync(path) ? readFileSync(path) : null);
  const identity = (manifest) => manifest?.toString('latin1', 0, 24);
  const before = identity(read());
  const logs = readLogs(join(folder, 'wal'));
  const manifest = read();
  if (identity(manifest) !== before) return readStore(folder);
  const catalog = readManifest(manifest);
  const runs = catalog.runs.map(({ header, end }) => ({ header, state: end.state }));
  const rows = [];
  const checkpoints = [];
  for (const segment of catalog.segments) {
    const open = () => openArrow(readFileSync(join(folder, 'segments', segment.file)));
    if (segment.kind === 0) rows.push(...loopRows(open()));
    if (segment.kind === 2) checkpoints.push(...checkpointRows(open()));
  }

  for (const [writer, files] of logs) {
    const redo = replay(folder, writer, files, catalog.retired.get(writer));
    for (const part of redo.parts.values()) {
      // A run that goes on with another is not there before it has taken that one's place.
      const continued = part.replay === null ? new Map(part.header.environment).get('continues') : undefined;
      if (continued !== undefined && catalog.superseded.get(continued) !== part.run) continue;
      rows.push(...part.rows());
      if (part.replay === null && catalog.shows(part.run)) runs.push({ header: part.header, state: part.end?.state ?? (isLocked(folder, writer) ? 'Running' : 'Interrupted') });
    }

    checkpoints.push(...redo.checkpoints);
  }

  const isThere = ({ run }) => catalog.shows(run);
  const pages = new Pages(join(folder, 'pages'));
  return { runs, rows: rows.filter(isThere), checkpoints: checkpoints.filter((found) => isThere(found) && !catalog.dropped.has(identify(found))), pages };
}

/** The files of each writer, read at once: they may be gone a moment later. */
function readLogs(folder) {
  const logs = new Map();
  for (const name of list(folder)) {
    const parts = /^([0-9a-f]{32})-(\d{6,})\.(wal|carry)$/.exec(name);
    if (!parts) continue;
    const [, writer, number, extension] = parts;
    if (!logs.has(writer)) logs.set(writer, []);
    logs.get(writer).push({ number: BigInt(number), extension, bytes: readFileSync(join(folder, name)) });
  }

  return logs;
}

function replay(folder, writer, files, retired) {
  const redo = new Redo();
  const carry = retired?.carryBytes > 0n ? files.find((file) => file.extension === 'carry' && file.number === retired.number) : null;
  if (carry) redo.read(carry.bytes, retired.carryBytes);
  const left = files.filter((file) => file.extension === 'wal' && file.number > (retired?.number ?? 0n));
  left.sort((a, b) => Number(a.number - b.number));
  for (const file of left) {
    if (!redo.read(file.bytes)) break;
  }

  return redo;
}

/** Whether a writer lives: Linux lists who holds locks, by the file's number. */
function isLocked(folder, writer) {
  const path = join(folder, 'locks', `${writer}.lock`);
  if (!existsSync(path)) return false;
  const inode = `:${statSync(path).ino} `;
  return readFileSync('/proc/locks', 'utf8').split('\n').some((line) => line.includes('FLOCK') && line.includes(inode));
}
