import { describe, expect, it } from 'vitest';
import type { PolicyRecord } from '../store/policies.js';
import { decide } from './decide.js';

function policy(members: Partial<PolicyRecord>): PolicyRecord {
  return {
    id: 'p',
    name: 'p',
    scopeKind: 'global',
    scopeRef: null,
    predicateName: 'spend_over_cap',
    params: { cap: 10 },
    action: 'flag',
    routeTo: null,
    enabled: true,
    hits: 0,
    createdAt: 0,
    ...members,
  };
}

const fires = (members: Partial<PolicyRecord>, terms: unknown) =>
  decide([policy(members)], { terms }).fired.length === 1;

describe('policies', () => {
  it('allow when none fires', () => {
    expect(decide([policy({})], { terms: { fee_total_usd: 10 } })).toEqual({ action: 'allow', fired: [] });
  });

  it('decide by the strongest action of those that fire, whatever their order', () => {
    const terms = { fee_total_usd: 11 };
    const of = (...actions: string[]) =>
      decide(
        actions.map((action) => policy({ action })),
        { terms },
      ).action;
    expect(of('allow')).toBe('allow');
    expect(of('flag', 'allow')).toBe('flag');
    expect(of('flag', 'route', 'allow')).toBe('route');
    expect(of('flag', 'block', 'route')).toBe('block');
  });

  it.each([
    ['spend_over_cap', 'fee_total_usd'],
    ['term_months_over_cap', 'term_months'],
    ['agent_discount_over_cap', 'discount_pct'],
  ])('%s fires on a number over the cap and on nothing else', (predicateName, member) => {
    const firesOn = (value: unknown) => fires({ predicateName }, { [member]: value });
    expect([10.5, 11].every(firesOn)).toBe(true);
    expect([10, -11, '11', true, null, [11], undefined].some(firesOn)).toBe(false);
  });

  it('take payloads without an object of terms for empty ones', () => {
    for (const payload of [{}, { terms: [11] }, { terms: 'x' }, { terms: null }]) {
      expect(decide([policy({})], payload).fired).toEqual([]);
    }
  });

  it('fire where the scope mentions PII in any case and no agreement is attached', () => {
    const mentions = (terms: unknown) =>
      fires({ predicateName: 'scope_mentions_pii_without_dpa', params: {} }, terms);
    expect(mentions({ scope: ['news', 'pii'] })).toBe(true);
    for (const dpa_attached of [false, null, 0, '', [], {}]) {
      expect(mentions({ scope: ['PII'], dpa_attached })).toBe(true);
    }
    for (const dpa_attached of [true, 'yes', 1, ['x']]) {
      expect(mentions({ scope: ['PII'], dpa_attached })).toBe(false);
    }
    expect(mentions({ scope: 'PII' })).toBe(false);
    expect(mentions({ scope: ['PII data', 1] })).toBe(false);
  });
});
