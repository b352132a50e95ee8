import type { Contents } from '../contents/contents.js';
import { crc32 } from './crc32.js';
import type { JournalRecord } from './record.js';

/*
 * A record is: length of its JSON (4 bytes, big-endian), length of what follows that (8 bytes), the JSON, what follows it,
 * and the CRC-32 of all that (4 bytes). A record that is not whole is where somebody was interrupted: it ends the journal.
 */
const HEAD_BYTES = 12;
const CRC_BYTES = 4;
const PIECE = 1024 * 1024; // 1 MiB
/** More is not written as JSON: a larger length is that of a torn record. */
const MAX_JSON_BYTES = 1024 * 1024 * 1024; // 1 GiB

/** Returns the bytes of a record, piece by piece. */
export async function* encodeRecord(record: JournalRecord, body?: Contents): AsyncGenerator<Uint8Array> {
  const json = new TextEncoder().encode(JSON.stringify(record));
  const head = new Uint8Array(HEAD_BYTES + json.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, json.length);
  view.setBigUint64(4, BigInt(body?.size ?? 0));
  head.set(json, HEAD_BYTES);
  let crc = crc32(head);
  yield head;
  if (body !== undefined) {
    for await (const piece of body.stream()) {
      crc = crc32(piece, crc);
      yield piece;
    }
  }
  const end = new Uint8Array(CRC_BYTES);
  new DataView(end.buffer).setUint32(0, crc);
  yield end;
}

/** A record, and where the bytes are that follow its JSON. */
export interface FoundRecord {
  readonly record: JournalRecord;
  readonly bodyAt: number;
  readonly bodySize: number;
}

/** What records are read from. */
export interface RecordSource {
  readonly size: number;
  read(from: number, to: number): Uint8Array;
}

/** Returns the records up to the first that is not whole. */
export function* decodeRecords(source: RecordSource): Generator<FoundRecord> {
  for (let at = 0; at + HEAD_BYTES + CRC_BYTES <= source.size; ) {
    const head = source.read(at, at + HEAD_BYTES);
    if (head.length < HEAD_BYTES) return;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const jsonSize = view.getUint32(0);
    const bodySize = Number(view.getBigUint64(4));
    const bodyAt = at + HEAD_BYTES + jsonSize;
    const end = bodyAt + bodySize;
    if (jsonSize > MAX_JSON_BYTES || end + CRC_BYTES > source.size) return;
    const json = source.read(at + HEAD_BYTES, bodyAt);
    let crc = crc32(json, crc32(head));
    for (let from = bodyAt; from < end; from += PIECE)
      crc = crc32(source.read(from, Math.min(end, from + PIECE)), crc);
    const stored = source.read(end, end + CRC_BYTES);
    if (new DataView(stored.buffer, stored.byteOffset, stored.byteLength).getUint32(0) !== crc) return;
    yield { record: JSON.parse(new TextDecoder().decode(json)) as JournalRecord, bodyAt, bodySize };
    at = end + CRC_BYTES;
  }
}
