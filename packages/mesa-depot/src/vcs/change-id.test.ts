import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveChangeId,
  isChangeId,
  newChangeId,
  parseChangeId,
  VIRTUAL_ROOT_CHANGE_ID,
} from './change-id.js';
import { fromReverseHex } from './reverse-hex.js';
import { expectDepotError } from './testing/expect-depot-error.js';

describe('newChangeId', () => {
  it('spells the random bytes', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, i) => 17 * i);
    expect(fromReverseHex(newChangeId(() => bytes))).toEqual(bytes);
  });

  it('never names the virtual root', () => {
    const draws = [new Uint8Array(16), new Uint8Array(16).fill(255)];
    expect(newChangeId(() => draws.shift() ?? new Uint8Array())).toBe('k'.repeat(32));
  });

  it('gives ids that parse', () => {
    const ids = Array.from({ length: 100 }, () => newChangeId(randomBytes));
    for (const id of ids) expect(parseChangeId(id)).toBe(id);
    expect(new Set(ids).size).toBe(100);
  });
});

describe('parseChangeId', () => {
  it('accepts the virtual root', () => {
    expect(parseChangeId(VIRTUAL_ROOT_CHANGE_ID)).toBe('zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz');
  });

  it('accepts what the published pattern accepts, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: fc.constantFrom(...'klmnopqrstuvwxyz'), minLength: 31, maxLength: 33 }),
          fc.string(),
        ),
        (text) => {
          expect(isChangeId(text)).toBe(/^[zyxwvutsrqponmlk]{32}$/.test(text) && !text.includes('\n'));
        },
      ),
    );
  });

  it.each(['', 'z', 'Z'.repeat(32), 'j'.repeat(32), `${'z'.repeat(32)}\n`])('refuses %j', async (text) => {
    const error = await expectDepotError(() => parseChangeId(text), 'BAD_REQUEST');
    expect(error.message).toContain(JSON.stringify(text));
  });
});

describe('deriveChangeId', () => {
  it('is the end of the oid, backwards and with reversed bits', () => {
    expect(deriveChangeId('0'.repeat(40))).toBe('z'.repeat(32));
    expect(deriveChangeId(`${'f'.repeat(8)}${'0'.repeat(30)}01`)).toBe(`rz${'z'.repeat(30)}`);
    expect(deriveChangeId(`${'0'.repeat(8)}f0${'0'.repeat(30)}`)).toBe(`${'z'.repeat(30)}zk`);
  });
});
