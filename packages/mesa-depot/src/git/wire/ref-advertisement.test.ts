import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCapabilities } from './capabilities.js';
import { PacketReader } from './packet-reader.js';
import { encodePacket, FLUSH } from './pkt-line.js';
import { type Advertisement, encodeAdvertisement, readAdvertisement } from './ref-advertisement.js';
import { encodeRemoteError } from './remote-error.js';
import { inPieces } from './testing/in-pieces.js';

const SERVICE = 'git-upload-pack';
const anyOid = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const anyRef = fc.record(
  {
    name: fc.stringMatching(/^refs\/(heads|tags)\/[a-z0-9é/]{1,20}$/),
    oid: anyOid,
    peeled: anyOid,
  },
  { requiredKeys: ['name', 'oid'] },
);
const anyCapabilities = fc
  .uniqueArray(fc.stringMatching(/^[a-z-]{1,12}$/), { maxLength: 5 })
  .chain((names) =>
    fc
      .tuple(...names.map(() => fc.array(fc.stringMatching(/^[A-Za-z0-9/:=.]{0,9}$/), { maxLength: 2 })))
      .map((values) => new Map(names.map((name, index) => [name, values[index] ?? []]))),
  );
const anyAdvertisement: fc.Arbitrary<Advertisement> = fc.oneof(
  fc.record({
    version: fc.constantFrom(0 as const, 1 as const),
    refs: fc.array(anyRef, { maxLength: 8 }),
    capabilities: anyCapabilities,
    shallow: fc.array(anyOid, { maxLength: 3 }),
  }),
  fc.record({ version: fc.constant(2 as const), capabilities: anyCapabilities }),
);

const read = (...parts: Uint8Array[]) =>
  readAdvertisement(new PacketReader(inPieces(Buffer.concat(parts), [13])), SERVICE);

describe('ref advertisement', () => {
  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(anyAdvertisement, async (advertisement) => {
        expect(await read(...encodeAdvertisement(SERVICE, advertisement))).toEqual(advertisement);
      }),
      { numRuns: 100 },
    );
  });

  it('is understood as GitHub and an old server write it', async () => {
    const oid = 'a'.repeat(40);
    expect(await read(FLUSH)).toEqual({ version: 0, refs: [], capabilities: new Map(), shallow: [] });
    expect(await read(encodePacket('version 2\n'), encodePacket('ls-refs=unborn\n'), FLUSH)).toEqual({
      version: 2,
      capabilities: new Map([['ls-refs', ['unborn']]]),
    });
    const refs = await read(encodePacket(`${oid} HEAD\0ofs-delta symref=HEAD:refs/heads/main\n`), FLUSH);
    expect(refs).toMatchObject({
      refs: [{ name: 'HEAD', oid }],
      capabilities: parseCapabilities('ofs-delta symref=HEAD:refs/heads/main'),
    });
  });

  it('tells what the server says is wrong, and what is no list of refs', async () => {
    await expect(read(encodeRemoteError('no such repository'))).rejects.toThrow(
      'the git server says: no such repository',
    );
    await expect(read(encodePacket('# service=git-receive-pack\n'), FLUSH)).rejects.toThrow(
      'unexpected line',
    );
    await expect(read(encodePacket('<html>\n'), FLUSH)).rejects.toThrow('unexpected line');
    await expect(read(encodePacket(`${'a'.repeat(40)} HEAD\n`))).rejects.toThrow('does not end');
    await expect(read(encodePacket('version 2\n'))).rejects.toThrow('do not end');
  });
});
