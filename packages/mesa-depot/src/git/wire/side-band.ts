import { GitProtocolError } from './git-protocol-error.js';
import type { PacketReader } from './packet-reader.js';
import { encodePacket, MAX_PACKET_PAYLOAD } from './pkt-line.js';

/** What a band carries: 1 the data asked for, 2 progress for people, 3 the error that ends the conversation. */
export type Band = 1 | 2 | 3;

/** How many bytes of a band fit in one packet with `side-band-64k`: its number takes one. */
export const SIDE_BAND_64K: number = MAX_PACKET_PAYLOAD - 1;
/** The same with `side-band` of before 2006: packets of 1,000 bytes. */
export const SIDE_BAND: number = 1000 - 5;

/** A packet of band 1 with nothing in it: shows a client and the proxies before it that the connection lives. */
export const KEEP_ALIVE: Uint8Array = encodePacket(Uint8Array.of(1));

/** What came on one band, in one packet. */
export interface BandPart {
  readonly band: Band;
  readonly bytes: Uint8Array;
}

/** Gives the packets that carry these bytes, or the UTF-8 of a text, on a band. No bytes, no packets. */
export function* encodeBand(
  band: Band,
  payload: Uint8Array | string,
  maxBytes: number = SIDE_BAND_64K,
): Generator<Buffer, void, undefined> {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  for (let at = 0; at < bytes.byteLength; at += maxBytes) {
    yield encodePacket(bytes.subarray(at, at + maxBytes), band);
  }
}

/**
 * Gives what comes on the bands until a flush packet. Band 3 is given like the others: it is for the caller to say what failed.
 *
 * @throws GitProtocolError for a packet of no known band, and when the stream ends before the bands do.
 */
export async function* readBands(reader: PacketReader): AsyncGenerator<BandPart, void, undefined> {
  for (;;) {
    const packet = await reader.read();
    if (packet === undefined) throw new GitProtocolError('the stream ended before the side bands did');
    if (packet.kind !== 'data') return;
    const band = packet.payload[0];
    // An empty packet keeps a connection alive.
    if (band === undefined) continue;
    if (band !== 1 && band !== 2 && band !== 3) {
      throw new GitProtocolError(`there is no side band ${band}: this is not the git protocol`);
    }
    yield { band, bytes: packet.payload.subarray(1) };
  }
}
