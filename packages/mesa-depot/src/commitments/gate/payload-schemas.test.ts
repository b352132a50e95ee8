import { describe, expect, it } from 'vitest';
import { loadPayloadSchemas } from './payload-schemas.js';

const schemas = loadPayloadSchemas();

/** A payload of each type with all of its members, and payloads that do not fit, with what is told of them. */
const CASES: Readonly<Record<string, { fits: object; faults: readonly (readonly [object, RegExp])[] }>> = {
  offer: {
    fits: { summary: 'é'.repeat(500), terms: { anything: [1] }, expires_at: 'no date is asked for' },
    faults: [
      [{ terms: {} }, /^offer: must have required property 'summary' \(at \[\]\)$/],
      [{ summary: '', terms: {} }, /fewer than 1 characters \(at \['summary'\]\)$/],
      [{ summary: '😀'.repeat(501), terms: {} }, /more than 500 characters/],
      [{ summary: 's', terms: [] }, /must be object \(at \['terms'\]\)$/],
      [{ summary: 's', terms: {}, more: 1 }, /must NOT have the property 'more' \(at \[\]\)$/],
    ],
  },
  counter: {
    fits: { supersedes: 'c', summary: 's', terms: {} },
    faults: [[{ summary: 's', terms: {} }, /supersedes/]],
  },
  amendment: {
    fits: { amends: 'c', changes: { '/terms/fee': 1 }, reason: 'r' },
    faults: [[{ amends: 'c', changes: {}, reason: 'r' }, /fewer than 1 properties \(at \['changes'\]\)$/]],
  },
  approval: { fits: { approves: 'c', note: '' }, faults: [[{ approves: 1 }, /must be string/]] },
  signoff: {
    fits: { agreed_commitments: ['c'], outcome: 'agreement' },
    faults: [
      [{ agreed_commitments: [], outcome: 'agreement' }, /fewer than 1 items/],
      [
        { agreed_commitments: ['c'], outcome: 'maybe' },
        /one of 'agreement', 'no_agreement', 'withdrawn' \(at/,
      ],
      [{ agreed_commitments: ['c', 1], outcome: 'agreement' }, /\(at \['agreed_commitments', 1\]\)$/],
    ],
  },
  participant_joined: {
    fits: { principal: 'p', role: 'lab' },
    faults: [[{ principal: 'p', role: 'x' }, /role/]],
  },
  turn: { fits: { content: 'x'.repeat(8192) }, faults: [[{ content: 'x'.repeat(8193) }, /8192/]] },
  license_terms: {
    fits: { dataset_id: 'd', fee_model: { kind: 'flat', amount_usd: 0 }, term_months: 120, renewal: 'auto' },
    faults: [
      [
        { dataset_id: 'd', fee_model: { kind: 'flat', amount_usd: -1 }, term_months: 1 },
        /'fee_model', 'amount_usd'/,
      ],
      [{ dataset_id: 'd', fee_model: { kind: 'flat', amount_usd: 1 }, term_months: 1.5 }, /must be integer/],
      [{ dataset_id: 'd', fee_model: { kind: 'flat', amount_usd: 1 }, term_months: 121 }, /<= 120/],
      [{ dataset_id: 'd', fee_model: { kind: 'flat', amount_usd: 1, x: 1 }, term_months: 1 }, /'x'/],
    ],
  },
  scope_clause: {
    fits: {
      included: { regions: [], categories: ['news'], date_range: { start: 'a' } },
      excluded: { user_classes: [] },
    },
    faults: [[{ included: {}, excluded: { date_range: {} } }, /date_range/]],
  },
  opt_out_delta: {
    fits: { dataset_id: 'd', added_count: 1, as_of: 'now', removed_count: 0, source: '' },
    faults: [[{ dataset_id: 'd', added_count: 0, as_of: 'now' }, />= 1/]],
  },
  usage_restriction: {
    fits: { allowed_uses: ['evaluation'], redistribution: false, derivative_works: true, retention_days: 0 },
    faults: [
      [{ allowed_uses: ['evaluation', 'evaluation'] }, /duplicate/],
      [{ allowed_uses: ['evaluation'], redistribution: 0 }, /must be boolean/],
    ],
  },
  dpa_reference: {
    fits: { uri: '', version: '1', executed_at: '', checksum_sha256: 'ab'.repeat(32) },
    faults: [[{ uri: '', version: '1', executed_at: '', checksum_sha256: 'AB'.repeat(32) }, /pattern/]],
  },
};

describe('the schemas of payloads', () => {
  it('are those of the twelve types', () => {
    expect(schemas.types).toEqual(Object.keys(CASES).sort());
  });

  it.each(Object.entries(CASES))('say what %s looks like', (type, { fits, faults }) => {
    expect(schemas.explain(type, fits)).toBeUndefined();
    for (const [payload, message] of faults) expect(schemas.explain(type, payload)).toMatch(message);
  });
});
