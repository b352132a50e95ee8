import fc from 'fast-check';
import { canonicalJson } from 'mesa-rest/canonical-json';
import { describe, expect, it } from 'vitest';
import { createTempStorage } from '../../storage/testing/temp-storage.js';
import { insertPrincipal } from '../store/principals.js';
import { World } from '../testing/world.js';
import { identify } from './identify.js';
import { canonicalEnvelope, toSignedEnvelope } from './signed-envelope.js';

const ENVELOPE = {
  id: 'evt_00000000000000000000000000000001',
  parent_id: null,
  timestamp: '2026-05-13T00:00:00.000000Z',
  type: 'offer',
  emitted_by: '0123456789abcdef0123456789abcdef',
  payload: {
    terms: { fee_total_usd: 40000, scope: ['PII', 'news'], note: 'café \u2028 "q" \n \u0001 /' },
    summary: 'license 40k',
  },
};
const PUBLIC_KEY = '03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8';

describe('the signature of an envelope', () => {
  it.each([
    [
      {},
      295,
      '1756f6e7107563ee216934768d372bab100ceec12f8900b8b0c47c660881de5a4b9e0ee5f1d635c6ee2309950cc7b7217b6bd3ebe22306dac544fd24ec35ce04',
    ],
    [
      { deliberation_id: 'fedcba9876543210fedcba9876543210' },
      348,
      'aceb5ed3b9a4214a8ad9064e6344a2549349887105b400127e0c2bf47deb143dc55cf377d3f42ef391c57e5146e214358f8d3b6d677e8faa5e3d96e6e2ff020d',
    ],
    [
      { deliberation_id: null },
      318,
      '2fcb1e65cd66e38850a733b088beb7eb61086a39416b31b271242941608aeb8b4dc9426a2cb2c85f9684d06b07666369017be6b0a3a5f607a9f2ea0caabfb404',
    ],
  ])('is the one that the clients of both revisions make: %j', async (more, bytes, signature) => {
    const { storage, remove } = await createTempStorage();
    await storage.transaction((tx) =>
      insertPrincipal(tx, {
        id: ENVELOPE.emitted_by,
        org: 'acme',
        publicKey: PUBLIC_KEY,
        capabilities: [],
        createdAt: 1,
      }),
    );
    const body = { ...ENVELOPE, ...more, signature, unknown: 'members are not signed' };
    const envelope = toSignedEnvelope(body, body);
    expect(Buffer.byteLength(canonicalEnvelope(envelope))).toBe(bytes);
    await expect(identify(storage.read, envelope)).resolves.toMatchObject({ principal: { org: 'acme' } });
    await remove();
  });

  it('does not verify once anything that is signed has changed', async () => {
    await using world = await World.create('sqlite');
    const signer = await world.register();
    const envelope = signer.envelope({ payload: { summary: 's', terms: { list: [1, 1.5, 'x'], on: true } } });
    const { signature, ...signed } = envelope;
    const paths = pathsOf(signed);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 1 }), async (path, value) => {
        const mutated = replace(signed, path, value) as typeof signed;
        const isSame = canonicalJson(mutated) === canonicalJson(signed);
        const body = { ...mutated, signature } as Parameters<typeof toSignedEnvelope>[1];
        const passes = await identify(world.storage.read, toSignedEnvelope(body, body)).then(
          () => true,
          () => false,
        );
        expect(passes).toBe(isSame);
      }),
      { numRuns: 100 },
    );
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => [
    [...path, name],
    ...pathsOf(member, [...path, name]),
  ]);
}

function replace(value: unknown, [first, ...rest]: readonly string[], replacement: unknown): unknown {
  if (first === undefined) return replacement;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[first] = replace(copy[first], rest, replacement);
  return copy;
}
