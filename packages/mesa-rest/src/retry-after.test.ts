import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const parse = (headers: Record<string, string>) => parseRetryAfter(new Headers(headers), NOW);

describe('parseRetryAfter', () => {
  it('reads seconds', () => {
    expect(parse({ 'retry-after': '2' })).toBe(2000);
    expect(parse({ 'retry-after': ' 0 ' })).toBe(0);
    expect(parse({ 'retry-after': '0.25' })).toBe(250);
  });

  it('reads an HTTP date', () => {
    expect(parse({ 'retry-after': 'Fri, 02 Jan 2026 03:04:15 GMT' })).toBe(10_000);
    expect(parse({ 'retry-after': 'Fri, 02 Jan 2026 03:00:00 GMT' })).toBe(0);
  });

  it("measures an HTTP date by the server's own clock", () => {
    const headers = { 'retry-after': 'Fri, 02 Jan 2026 09:00:05 GMT', date: 'Fri, 02 Jan 2026 09:00:00 GMT' };
    expect(parse(headers)).toBe(5000);
  });

  it('ignores what it cannot read', () => {
    for (const value of ['', 'soon', '-5', '1e3']) expect(parse({ 'retry-after': value })).toBeUndefined();
    expect(parse({})).toBeUndefined();
  });
});
