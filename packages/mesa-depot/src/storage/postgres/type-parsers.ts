import pg from 'pg';

const BYTEA = 17;
const INT8 = 20;
const NUMERIC = 1700;

/**
 * Returns what turns a column of a PostgreSQL type into a value. Numbers of 64 bits become numbers, as SQLite gives them, and
 * not text: nothing in the depot counts beyond 2^53. So do sums, which PostgreSQL makes `numeric`. Bytes become a plain
 * `Uint8Array`, whose methods differ from those of the driver's `Buffer`.
 */
export function toDepotValue(typeId: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (typeId === INT8 || typeId === NUMERIC) return Number;
  if (typeId === BYTEA) return toBytes;
  return pg.types.getTypeParser(typeId, format as 'text');
}

function toBytes(value: string): Uint8Array {
  const bytes = Buffer.from(value.slice(2), 'hex'); // after `\x`
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
