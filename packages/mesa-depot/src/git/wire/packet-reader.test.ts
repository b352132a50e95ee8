import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitProtocolError } from './git-protocol-error.js';
import { type Line, PacketReader } from './packet-reader.js';
import { DELIM, encodePacket, FLUSH, MAX_PACKET_PAYLOAD, type Packet, RESPONSE_END } from './pkt-line.js';
import { encodeBand, readBands, SIDE_BAND } from './side-band.js';
import { inPieces } from './testing/in-pieces.js';

const MARKS = { flush: FLUSH, delim: DELIM, 'response-end': RESPONSE_END };
const anyPacket = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 300 }).map((payload): Packet => ({ kind: 'data', payload })),
  fc.constantFrom('flush', 'delim', 'response-end').map((kind): Packet => ({ kind })),
);
const bytesOf = (packet: Packet) =>
  packet.kind === 'data' ? encodePacket(packet.payload) : MARKS[packet.kind];

async function readAll(reader: PacketReader): Promise<Packet[]> {
  const packets: Packet[] = [];
  for (let packet = await reader.read(); packet !== undefined; packet = await reader.read()) {
    packets.push(packet);
  }
  return packets;
}
const plain = (packet: Packet) =>
  packet.kind === 'data' ? { kind: packet.kind, payload: [...packet.payload] } : packet;

describe('PacketReader', () => {
  it('reads what was written, wherever the stream is cut, and gives back what follows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPacket, { maxLength: 20 }),
        fc.uint8Array(),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        async (packets, tail, sizes) => {
          const stream = Buffer.concat([...packets.map(bytesOf), tail]);
          const reader = new PacketReader(inPieces(stream, sizes));
          const read: Packet[] = [];
          for (const _ of packets) read.push((await reader.read()) as Packet);
          expect(read.map(plain)).toEqual(packets.map(plain));
          const rest: Uint8Array[] = [];
          for await (const chunk of reader.rest()) rest.push(chunk);
          expect(Buffer.compare(Buffer.concat(rest), tail)).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says so when the stream is no packets or ends within one, and never hangs', async () => {
    const failing = [
      'zzzz',
      '0003',
      '000',
      '0008abc',
      'fff1',
      '-001',
      '0x05a',
      `${(MAX_PACKET_PAYLOAD + 5).toString(16)}a`,
    ];
    for (const text of failing) {
      const reader = new PacketReader(inPieces(Buffer.from(text), [1]));
      await expect(readAll(reader), text).rejects.toBeInstanceOf(GitProtocolError);
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (noise) => {
        await readAll(new PacketReader(inPieces(noise, [7]))).catch((error: unknown) =>
          expect(error).toBeInstanceOf(GitProtocolError),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('reads no more than it may', async () => {
    const stream = Buffer.concat([encodePacket('12345\n'), encodePacket('12345\n'), FLUSH]);
    expect(await readAll(new PacketReader(inPieces(stream, [3]), { maxBytes: 24 }))).toHaveLength(3);
    await expect(readAll(new PacketReader(inPieces(stream, [3]), { maxBytes: 23 }))).rejects.toThrow(
      'larger than 23 bytes',
    );
  });

  it('takes one newline off a line, and keeps bytes that are no text', async () => {
    const stream = Buffer.concat([
      encodePacket('a\n'),
      encodePacket('b'),
      encodePacket('\n\n'),
      encodePacket(Uint8Array.of(0x61, 0xff)),
      Buffer.from('0004'),
    ]);
    const reader = new PacketReader(inPieces(stream, [1000]));
    const texts: (Line | undefined)[] = [];
    for (let index = 0; index < 6; index += 1) texts.push(await reader.readLine());
    expect(texts.map((line) => (line?.kind === 'line' ? line.text : line))).toEqual([
      'a',
      'b',
      '\n',
      'a\udcff',
      '',
      undefined,
    ]);
  });

  it('stops the stream when nothing more is wanted', async () => {
    let isStopped = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield FLUSH;
      } finally {
        isStopped = true;
      }
    }
    const reader = new PacketReader(endless());
    await reader.read();
    for await (const _ of reader.rest()) break;
    await reader.close();
    expect(isStopped).toBe(true);
    expect(await reader.read()).toBeUndefined();
  });
});

describe('side bands', () => {
  it('carry any bytes, in packets of at most the agreed size', async () => {
    for (const [length, size] of [
      [0, SIDE_BAND],
      [1, SIDE_BAND],
      [SIDE_BAND * 2, SIDE_BAND],
      [200_000, undefined],
    ] as const) {
      const data = Buffer.alloc(length, 'data');
      const packets = [...encodeBand(1, data, size), ...encodeBand(2, 'Counting\n', size)];
      for (const packet of packets) expect(packet.byteLength).toBeLessThanOrEqual((size ?? 65_515) + 5);
      const reader = new PacketReader(inPieces(Buffer.concat([...packets, FLUSH, FLUSH]), [999]));
      const bands: Record<number, Uint8Array[]> = { 1: [], 2: [] };
      for await (const { band, bytes } of readBands(reader)) bands[band]?.push(bytes);
      expect(Buffer.compare(Buffer.concat(bands[1] ?? []), data)).toBe(0);
      expect(Buffer.concat(bands[2] ?? []).toString()).toBe('Counting\n');
    }
  });

  it('are three', async () => {
    const reader = new PacketReader(inPieces(encodePacket('\u0004x'), [9]));
    await expect(readBands(reader).next()).rejects.toThrow('no side band 4');
  });
});
