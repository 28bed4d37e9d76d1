// Lists the runs, rows, cells, checkpoints and pieces of state of a store as sorted lines, from what spec/file-format.md says alone.
//   node read-store.mjs FOLDER
import { createHash } from 'node:crypto';
import { readStore } from './store/store.mjs';

const { runs, rows, checkpoints, pages } = readStore(process.argv[2]);
const lines = runs.map(({ header, state }) => JSON.stringify(['run', header.key, header.projid, header.runid, String(header.tstamp), header.vid, header.filename, state]));
for (const row of rows) {
  const place = [row.run, row.replay, row.path, row.indices.map(String), row.occurrence];
  const seconds = row.seconds === null ? null : bits(row.seconds);
  lines.push(JSON.stringify(['row', ...place, String(row.started), seconds, row.values.map(({ kind, text }) => `${kind} ${text}`)]));
  for (const { role, name, value } of row.cells) lines.push(JSON.stringify([role, ...place, name, value.kind, value.text]));
}

for (const { run, path, indices, moment, iterations, root, bytes, captured } of checkpoints) {
  lines.push(JSON.stringify(['checkpoint', run, path, indices.map(String), moment, String(iterations), root, String(bytes), String(captured)]));
  for (const entry of pages.entries(root))
    lines.push(JSON.stringify(['entry', root, entry.name, entry.description, String(entry.bytes.length), createHash('sha256').update(entry.bytes).digest('hex')]));
}

process.stdout.write(JSON.stringify(lines.sort()));

function bits(number) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}
