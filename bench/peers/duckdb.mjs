// DuckDB beside FlorDB: reads a trace, does what FlorDb.Bench asks, and prints one line of JSON with times in seconds and what it can be checked by.
//   duckdb.mjs append-rows   TRACE DATABASE   one appended row for each logged number, one call for each value
//   duckdb.mjs append-chunks TRACE DATABASE   the same rows, 2,048 at a time
//   duckdb.mjs size          TRACE DATABASE PARQUET
import { readFileSync } from 'node:fs';
import { DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';

const chunkRows = 2048;
const rowBytes = 5 * 8 + 3 * 4 + 1;

/** The columns of a trace file, in the order in which TraceFile.cs writes them. */
function readTrace(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const rows = byteLength / rowBytes;
  let at = byteOffset;
  const column = (type) => {
    const values = new type(buffer.slice(at, at + rows * type.BYTES_PER_ELEMENT));
    at += values.byteLength;
    return values;
  };
  return {
    rows,
    started: column(Float64Array), seconds: column(Float64Array),
    metrics: [column(Float64Array), column(Float64Array), column(Float64Array)],
    run: column(Int32Array), epoch: column(Int32Array), step: column(Int32Array), phase: column(Uint8Array),
  };
}

const since = (start) => Number(process.hrtime.bigint() - start) / 1e9;

async function firstRow(connection, sql) {
  return (await connection.runAndReadAll(sql)).getRows()[0].map(Number);
}

/** Appends every number with one call for each value; returns how long each of the first rows took in nanoseconds. */
function appendRows(appender, { rows, metrics, run, epoch, step }, timedRows) {
  const times = new Float64Array(timedRows);
  let timed = 0;
  for (let i = 0; i < rows; i++) {
    for (let name = 0; name < metrics.length; name++) {
      const start = timed < timedRows ? process.hrtime.bigint() : 0n;
      appender.appendInteger(run[i]);
      appender.appendInteger(epoch[i]);
      appender.appendInteger(step[i]);
      appender.appendInteger(name);
      appender.appendDouble(metrics[name][i]);
      appender.endRow();
      if (timed < timedRows) times[timed++] = Number(process.hrtime.bigint() - start);
    }
  }
  return times.sort();
}

function appendChunks(appender, { rows, metrics, run, epoch, step }) {
  const types = [INTEGER, INTEGER, INTEGER, INTEGER, DOUBLE];
  let columns = types.map(() => []);
  const flush = () => {
    const chunk = DuckDBDataChunk.create(types, columns[0].length);
    chunk.setColumns(columns);
    appender.appendDataChunk(chunk);
    columns = types.map(() => []);
  };
  for (let i = 0; i < rows; i++) {
    for (let name = 0; name < metrics.length; name++) {
      columns[0].push(run[i]);
      columns[1].push(epoch[i]);
      columns[2].push(step[i]);
      columns[3].push(name);
      columns[4].push(metrics[name][i]);
      if (columns[0].length === chunkRows) flush();
    }
  }
  if (columns[0].length > 0) flush();
}

async function append(fill, trace, database) {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE cells (run INTEGER, epoch INTEGER, step INTEGER, name INTEGER, value DOUBLE)');
  const start = process.hrtime.bigint();
  const appender = await connection.createAppender('cells');
  fill(appender, trace);
  appender.closeSync();
  const appended = since(start);
  await connection.run('CHECKPOINT');
  const closed = since(start);
  const [count, sum] = await firstRow(connection, 'SELECT count(*), sum(value) FROM cells');
  return { appended, closed, count, sum, ...(await callTimes(connection, trace)) };
}

/** Percentiles of single calls, in a table of their own. */
async function callTimes(connection, trace) {
  await connection.run('CREATE TABLE timed (run INTEGER, epoch INTEGER, step INTEGER, name INTEGER, value DOUBLE)');
  const appender = await connection.createAppender('timed');
  const part = { ...trace, rows: Math.min(trace.rows, 100_000) };
  const times = appendRows(appender, part, part.rows * trace.metrics.length);
  appender.closeSync();
  return { p50: times[Math.floor(times.length * 0.5)], p99: times[Math.floor(times.length * 0.99)] };
}

async function size(trace, database, parquet) {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const types = [DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE, INTEGER, INTEGER, INTEGER, INTEGER];
  await connection.run('CREATE TABLE raw (started DOUBLE, seconds DOUBLE, loss DOUBLE, accuracy DOUBLE, lr DOUBLE, run INTEGER, epoch INTEGER, step INTEGER, phase INTEGER)');
  const appender = await connection.createAppender('raw');
  const sources = [trace.started, trace.seconds, ...trace.metrics, trace.run, trace.epoch, trace.step, trace.phase];
  for (let from = 0; from < trace.rows; from += chunkRows) {
    const columns = sources.map((values) => Array.from(values.subarray(from, from + chunkRows)));
    const chunk = DuckDBDataChunk.create(types, columns[0].length);
    chunk.setColumns(columns);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(`ATTACH '${database}' AS stored`);
  await connection.run(`CREATE TABLE stored.steps AS SELECT run, epoch, step, make_timestamp(started::BIGINT) AS started, seconds, loss, accuracy, lr,
    ['warmup', 'train', 'cooldown'][phase + 1] AS phase FROM raw`);
  await connection.run('CHECKPOINT stored');
  await connection.run(`COPY stored.steps TO '${parquet}' (FORMAT parquet, COMPRESSION zstd)`);
  const sums = 'SELECT count(*), sum(loss) + sum(accuracy) + sum(lr) FROM';
  const [count, sum] = await firstRow(connection, `${sums} stored.steps`);
  const [parquetCount, parquetSum] = await firstRow(connection, `${sums} '${parquet}'`);
  await connection.run('DETACH stored');
  return { count, sum, parquetCount, parquetSum };
}

const [command, tracePath, ...rest] = process.argv.slice(2);
const trace = readTrace(tracePath);
const commands = {
  'append-rows': () => append((appender, of) => appendRows(appender, of, 0), trace, rest[0]),
  'append-chunks': () => append(appendChunks, trace, rest[0]),
  'size': () => size(trace, ...rest),
};
console.log(JSON.stringify(await commands[command]()));
