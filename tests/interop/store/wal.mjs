// WAL and carry files: what their records mean (section 4).
import { Cursor } from './cursor.mjs';
import { crc32c, frameAt } from './frames.mjs';
import { readValue } from './values.mjs';

const headerBytes = 64;
const logMagic = 'FLORWAL\x01';
const carryMagic = 'FLORCRY\x01';
const states = ['Running', 'Completed', 'Failed', 'Interrupted'];
const rootContext = 0n;
const micros = (begun, ticks) => begun + ticks / 10n;
const seconds = (ticks) => (ticks === null ? null : Number(ticks) / 1e7);

export const readRunHeader = (c) => ({
  key: c.uuid(),
  projid: c.text(),
  runid: c.text(),
  tstamp: c.signed(),
  vid: c.text(),
  filename: c.text(),
  arguments: c.list(() => c.text()),
  environment: c.list(() => [c.text(), c.text()]),
});

export const readReplayHeader = (c) => ({
  key: c.uuid(),
  run: c.uuid(),
  tstamp: c.signed(),
  names: c.list(() => c.text()),
  vid: c.text(),
  part: c.count(),
  parts: c.count(),
});

export const readRunEnd = (c) => ({ state: states[c.u8()], ticks: c.option(() => c.count()), message: c.option(() => c.text()) });

export const readSummary = (c) => ({
  state: states[c.u8()],
  seconds: c.f64Bits(),
  filled: c.count(),
  compared: c.count(),
  diverged: c.count(),
  message: c.option(() => c.text()),
});

/** A run or a replay part as records build it up. */
class Part {
  constructor(run, replay, header, begun) {
    Object.assign(this, { run, replay, header, begun, end: null });
    this.root = { context: rootContext, path: [], indices: [], values: [], startedAt: 0n, ticks: null, counts: new Map(), cells: [], open: new Map() };
    this.iterations = new Map([[rootContext, this.root]]);
  }

  find(context) {
    const found = this.iterations.get(context);
    if (!found) throw new Error(`iteration ${context} never began`);
    return found;
  }

  enter(context, parentContext, loop, index, at, value) {
    if (this.iterations.has(context)) return;
    const parent = this.find(parentContext);
    this.close(parent, loop, at);
    const iteration = {
      context,
      path: [...parent.path, loop],
      indices: [...parent.indices, index],
      values: [...parent.values, value],
      startedAt: at,
      ticks: null,
      counts: new Map(),
      cells: [],
      open: new Map(),
    };
    this.iterations.set(context, iteration);
    parent.open.set(loop, iteration);
  }

  /** Ends the open iteration of a loop; what is open inside of it is cut off. */
  close(parent, loop, at) {
    const ended = parent.open.get(loop);
    if (!ended) return;
    ended.ticks = at - ended.startedAt;
    ended.open.clear();
    parent.open.delete(loop);
  }

  add(context, role, name, value) {
    const iteration = this.find(context);
    const key = JSON.stringify([role, name]);
    const occurrence = iteration.counts.get(key) ?? 0;
    iteration.counts.set(key, occurrence + 1);
    iteration.cells.push({ role, name, occurrence, value });
  }

  /** The rows: every iteration of a run, and of a replay part those in which something was logged. */
  *rows() {
    for (const iteration of this.iterations.values()) {
      const last = Math.max(-1, ...iteration.cells.map((cell) => cell.occurrence));
      for (let occurrence = 0; occurrence <= (this.replay === null ? Math.max(last, 0) : last); occurrence++) {
        yield {
          run: this.run,
          replay: this.replay,
          path: iteration.path,
          indices: iteration.indices,
          values: iteration.values,
          occurrence,
          started: micros(this.begun, iteration.startedAt),
          seconds: occurrence === 0 ? seconds(iteration.ticks) : null,
          cells: iteration.cells.filter((cell) => cell.occurrence === occurrence),
        };
      }
    }
  }
}

/** Applies the records of one writer's files, in order. */
export class Redo {
  parts = new Map();
  checkpoints = [];
  loopEnds = [];
  sequence = null;

  /**
   * Reads one file up to the first place that is no record; false if more than its end is wrong.
   * A carry file has the length that the manifest tells of. In version 1 it began as a log does.
   */
  read(file, carryBytes = null) {
    const isCarry = carryBytes !== null;
    const bytes = isCarry ? file.subarray(0, Number(carryBytes)) : file;
    const head = new Cursor(bytes);
    const magic = Buffer.from(head.raw(8)).toString('latin1');
    const isVersion1 = isCarry && magic === logMagic && BigInt(file.length) === carryBytes;
    if (magic !== (isCarry ? carryMagic : logMagic) && !isVersion1) return false;
    head.raw(16 + 8);
    const first = head.u64();
    if (crc32c(bytes.subarray(0, 40)) !== head.u32()) return false;
    if (!isCarry && this.sequence !== null && first !== this.sequence + 1n) return false;
    let sequence = first - 1n;
    this.names = new Map();
    for (let offset = headerBytes; ; ) {
      const frame = offset < bytes.length ? frameAt(bytes, offset) : 'end';
      if (frame === 'end' || frame === 'damaged' || frame.sequence !== sequence + 1n) {
        if (!isCarry) this.sequence = sequence;
        return frame === 'end';
      }

      this.apply(frame.type, new Cursor(frame.payload));
      sequence = frame.sequence;
      offset = frame.next;
    }
  }

  apply(type, c) {
    const number = c.count();
    switch (type) {
      case 1:
        this.names.set(number, c.text());
        return;
      case 2: {
        const begun = c.signed();
        const header = readRunHeader(c);
        if (!this.parts.has(number)) this.parts.set(number, new Part(header.key, null, header, begun));
        return;
      }
      case 3: {
        const begun = c.signed();
        const header = readReplayHeader(c);
        if (!this.parts.has(number)) this.parts.set(number, new Part(header.run, header.key, header, begun));
        return;
      }
    }

    const part = this.parts.get(number);
    if (!part) throw new Error(`run ${number} never began`);
    this.applyTo(part, type, c);
  }

  applyTo(part, type, c) {
    switch (type) {
      case 4:
      case 7:
        part.add(c.count(), type === 4 ? 'argument' : 'cell', this.name(c), readValue(c));
        return;
      case 5:
        part.enter(c.count(), c.count(), this.name(c), c.count(), c.count(), readValue(c));
        return;
      case 6: {
        const parent = part.find(c.count());
        const loop = this.name(c);
        const iterations = c.count();
        const completed = c.bool();
        part.close(parent, loop, c.count());
        if (part.replay === null) this.loopEnds.push({ run: part.run, path: [...parent.path, loop], parent: parent.indices, iterations, completed });
        return;
      }
      case 8:
        this.checkpoints.push(readCheckpoint(part.run, c));
        return;
      case 9:
        part.end = readRunEnd(c);
        part.root.ticks = part.end.ticks;
        return;
      case 10:
        part.end = readSummary(c);
        return;
      default:
        throw new Error(`${type} is no type of record`);
    }
  }

  name(c) {
    const number = c.count();
    const name = this.names.get(number);
    if (name === undefined) throw new Error(`name ${number} was not declared`);
    return name;
  }
}

const moments = ['BeforeLoop', 'IterationEnd', 'AfterLoop'];

const readPosition = (c) => ({ path: c.list(() => c.text()), indices: c.list(() => c.signed()), moment: moments[c.u8()], iterations: c.count() });

function readCheckpoint(run, c) {
  const checkpoint = { run, ...readPosition(c), root: c.hash(), bytes: c.count() };
  c.count();
  c.raw(8 + 8);
  return { ...checkpoint, captured: c.signed() };
}

/** What names a checkpoint in the manifest. */
export const readCheckpointId = (run, c) => identify({ run, ...readPosition(c), root: c.hash(), captured: c.signed() });

/** What tells a checkpoint from all others. */
export const identify = ({ run, path, indices, moment, iterations, root, captured }) =>
  JSON.stringify([run, path, indices.map(String), moment, String(iterations), root, String(captured)]);
