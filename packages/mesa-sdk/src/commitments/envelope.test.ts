import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  CanonicalJsonError,
  Envelope,
  type EnvelopeInput,
  InvalidOptionsError,
  JsonNumber,
  Keypair,
  parseJson,
  verifyEnvelope,
  verifySignature,
} from './index.js';

const SEED = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const PUBLIC_KEY = '03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8';
const INPUT: EnvelopeInput = {
  id: 'evt_00000000000000000000000000000001',
  timestamp: '2026-05-13T00:00:00.000000Z',
  type: 'offer',
  emittedBy: '0123456789abcdef0123456789abcdef',
  payload: {
    terms: { fee_total_usd: 40_000, scope: ['PII', 'news'], note: 'café \u2028 "q" \n \u0001 /' },
    summary: 'license 40k',
  },
};

describe('Envelope', () => {
  it.each([
    {
      name: 'of the first revision',
      input: { ...INPUT, revision: 1 as const },
      bytes: 295,
      sha256: '2887dbf77d687d3497ff4ceef9a07750f560374e9bc2cdeed10e5ac920737807',
      signature:
        '1756f6e7107563ee216934768d372bab100ceec12f8900b8b0c47c660881de5a4b9e0ee5f1d635c6ee2309950cc7b7217b6bd3ebe22306dac544fd24ec35ce04',
    },
    {
      name: 'of a deliberation',
      input: { ...INPUT, deliberationId: 'fedcba9876543210fedcba9876543210' },
      bytes: 348,
      sha256: 'ff965a5145f7c55bc162b41cb24ffe50d3d4163f8e33522a17f5b69a214b1348',
      signature:
        'aceb5ed3b9a4214a8ad9064e6344a2549349887105b400127e0c2bf47deb143dc55cf377d3f42ef391c57e5146e214358f8d3b6d677e8faa5e3d96e6e2ff020d',
    },
    {
      name: 'of no deliberation',
      input: INPUT,
      bytes: 318,
      sha256: 'f7904bf51e9d9ad9c3f5bdb5b26be7bb5e9536a3961b3fe33a3a19524e70dc1b',
      signature:
        '2fcb1e65cd66e38850a733b088beb7eb61086a39416b31b271242941608aeb8b4dc9426a2cb2c85f9684d06b07666369017be6b0a3a5f607a9f2ea0caabfb404',
    },
  ])('$name has the bytes and the signature of the vector', ({ input, bytes, sha256, signature }) => {
    const envelope = new Envelope(input);
    const canonical = envelope.canonicalBytes();
    expect(canonical.byteLength).toBe(bytes);
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(sha256);
    const signed = envelope.sign(Keypair.fromHex(SEED));
    expect(signed.signature).toBe(signature);
    expect(verifyEnvelope(signed, PUBLIC_KEY)).toBe(true);
  });

  it('has an id and a time of its own where none is given', () => {
    const { id, timestamp } = new Envelope({ type: 'offer', emittedBy: 'a', payload: {} });
    expect(id).toMatch(/^evt_[0-9a-f]{32}$/);
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(new Envelope({ type: 'offer', emittedBy: 'a', payload: {} }).id).not.toBe(id);
  });

  it('signs numbers that were read from JSON as they were written', () => {
    const keypair = Keypair.generate();
    const payload = parseJson('{"a":1.0,"b":12345678901234567890}') as Record<string, unknown>;
    const envelope = new Envelope({ ...INPUT, payload });
    expect(new TextDecoder().decode(envelope.canonicalBytes())).toContain(
      '{"a":1.0,"b":12345678901234567890}',
    );
    expect(payload.a).toEqual(new JsonNumber('1.0'));
    const { signature, ...wire } = envelope.sign(keypair);
    const text = `{"signature":"${signature}",${new TextDecoder().decode(envelope.canonicalBytes()).slice(1)}`;
    expect(verifyEnvelope(text, keypair.publicKeyHex)).toBe(true);
    // As doubles they are other numbers.
    const doubles = JSON.parse(JSON.stringify({ ...wire, signature }));
    expect(verifyEnvelope(doubles, keypair.publicKeyHex)).toBe(false);
  });

  it('is refused when it is none, before anything is signed', () => {
    const make = (input: object) => () => new Envelope({ ...INPUT, ...input });
    expect(make({ type: '' })).toThrow(InvalidOptionsError);
    expect(make({ emittedBy: undefined })).toThrow(/`emittedBy`/);
    expect(make({ payload: [] })).toThrow(/`payload` of an envelope is an array/);
    expect(make({ emitted_by: 'a' })).toThrow(/`emitted_by`/);
    expect(make({ revision: 1, deliberationId: 'a' })).toThrow(/revision 1/);
    const sign = (payload: Record<string, unknown>) => () =>
      new Envelope({ ...INPUT, payload }).sign(Keypair.generate());
    expect(sign({ a: Number.NaN })).toThrow(CanonicalJsonError);
    expect(sign({ a: '\ud83d' })).toThrow(CanonicalJsonError);
  });
});

describe('verifyEnvelope', () => {
  const keypair = Keypair.generate();
  const signed = new Envelope(INPUT).sign(keypair);

  it('looks at no member that is not signed', () => {
    expect(verifyEnvelope({ ...signed, extra: 1 } as typeof signed, keypair.publicKeyHex)).toBe(true);
    const { parent_id: _, ...rest } = signed;
    expect(verifyEnvelope(rest, keypair.publicKeyHex)).toBe(true);
    expect(
      verifyEnvelope({ ...signed, signature: signed.signature.toUpperCase() }, keypair.publicKeyHex),
    ).toBe(true);
  });

  it('says no to what was changed, signed by another, or is no signature', () => {
    const { deliberation_id: _, ...withoutDeliberation } = signed;
    for (const changed of [
      { ...signed, payload: { ...signed.payload, summary: 'license 41k' } },
      { ...signed, timestamp: '2026-05-13T00:00:00Z' },
      { ...signed, deliberation_id: 'x' },
      withoutDeliberation,
      { ...signed, signature: '00'.repeat(64) },
      { ...signed, signature: 'zz' },
    ]) {
      expect(verifyEnvelope(changed, keypair.publicKeyHex)).toBe(false);
    }
    expect(verifyEnvelope(signed, Keypair.generate().publicKeyHex)).toBe(false);
    expect(verifyEnvelope(signed, 'no key')).toBe(false);
  });
});

describe('Keypair', () => {
  it('is made of a seed, and gives it back', () => {
    const keypair = Keypair.fromHex(SEED.toUpperCase());
    expect(keypair.publicKeyHex).toBe(PUBLIC_KEY);
    expect(keypair.privateKeyHex).toBe(SEED);
    expect(Keypair.fromSeed(Uint8Array.from({ length: 32 }, (_, index) => index)).publicKeyHex).toBe(
      PUBLIC_KEY,
    );
    expect(Keypair.generate().publicKeyHex).not.toBe(Keypair.generate().publicKeyHex);
  });

  it('signs, and tells its signatures from others', () => {
    const keypair = Keypair.generate();
    const bytes = Uint8Array.of(1, 2, 3);
    const signature = keypair.sign(bytes);
    expect(signature).toHaveLength(64);
    expect(keypair.verify(bytes, signature)).toBe(true);
    expect(keypair.verify(Uint8Array.of(1, 2, 4), signature)).toBe(false);
    expect(keypair.verify(bytes, signature.slice(1))).toBe(false);
    expect(verifySignature(Keypair.generate().publicKeyHex, bytes, signature)).toBe(false);
  });

  it('keeps its private key out of what is printed', () => {
    const keypair = Keypair.fromHex(SEED);
    for (const text of [
      inspect(keypair, { depth: 9, showHidden: true }),
      JSON.stringify({ keypair }),
      String(keypair),
    ]) {
      expect(text).not.toContain(SEED.slice(0, 16));
      expect(text).not.toMatch(/Uint8Array|0, 1, 2, 3/);
    }
    expect(inspect(keypair)).toContain(PUBLIC_KEY);
  });

  it.each(['', SEED.slice(1), `${SEED}00`, `${SEED.slice(0, 62)} 0`, `0x${SEED.slice(2)}`])(
    'refuses the private key %j and does not repeat it',
    (text) => {
      expect(() => Keypair.fromHex(text)).toThrow(
        new InvalidOptionsError('A private key has 64 hex digits.'),
      );
    },
  );

  it('refuses a seed of another length', () => {
    expect(() => Keypair.fromSeed(new Uint8Array(31))).toThrow(InvalidOptionsError);
  });
});
