import type { TableRow } from '../storage/index.js';

/*
 * A backup is a tar archive, compressed with gzip:
 *
 *   manifest.json            what it is and what made it
 *   <number>-<table>.ndjson  rows of a table, a JSON object on each line, bytes as { "base64": … }
 *   checksum.json            how many rows of each table there are, and the SHA-256 of all of their lines
 *
 * Nothing in it is of one engine, so it moves a depot from one to another.
 */

/** Grows when older programs would misread what newer ones write. */
export const ARCHIVE_FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const CHECKSUM = 'checksum.json';

export interface ArchiveManifest {
  readonly format: number;
  /** Version of the depot that made it. */
  readonly version: string;
  /** Names of the migrations that the tables have been through. */
  readonly migrations: readonly string[];
  readonly created_at: string;
}

export interface ArchiveChecksum {
  readonly rows: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** Returns a row as a line. */
export function encodeRow(row: TableRow): string {
  const shown = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  ]);
  return `${JSON.stringify(Object.fromEntries(shown))}\n`;
}

/** @throws SyntaxError for a line that no row was made into. */
export function decodeRow(line: string): TableRow {
  const row = Object.entries(JSON.parse(line)).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null
      ? Uint8Array.from(Buffer.from((value as { base64: string }).base64, 'base64'))
      : value,
  ]);
  return Object.fromEntries(row) as TableRow;
}
