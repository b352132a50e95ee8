import { describe, expect, it } from 'vitest';
import { parseOrgSlug } from './org-slug.js';
import { expectDepotError } from './testing/expect-depot-error.js';

describe('parseOrgSlug', () => {
  it.each(['a', 'acme', 'acme-2', '0', 'a--b', 'x'.repeat(63)])('accepts %j', (slug) => {
    expect(parseOrgSlug(slug)).toBe(slug);
  });

  it.each([
    ['', 'lower-case'],
    ['Acme', 'lower-case'],
    ['-a', 'lower-case'],
    ['a-', 'lower-case'],
    ['a_b', 'lower-case'],
    ['a\n', 'lower-case'],
    ['x'.repeat(64), '63 characters'],
    ['whoami', 'route'],
    ['capabilities', 'route'],
    ['healthz', 'route'],
    ['metrics', 'route'],
  ])('refuses %j', async (slug, reason) => {
    const error = await expectDepotError(() => parseOrgSlug(slug), 'BAD_REQUEST');
    expect(error.message).toContain('organization slug');
    expect(error.message).toContain(reason);
  });
});
