import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRepoName } from './repo-name.js';
import { expectDepotError } from './testing/expect-depot-error.js';

describe('parseRepoName', () => {
  it.each(['a', 'my-repo', 'My_Repo.v2', '_', '1', 'repos2', 'gitx', 'x'.repeat(100)])(
    'accepts %j',
    (name) => {
      expect(parseRepoName(name)).toBe(name);
    },
  );

  it.each([
    ['', 'empty'],
    ['x'.repeat(101), '100 characters'],
    ['a/b', 'ASCII'],
    ['a b', 'ASCII'],
    ['ä', 'ASCII'],
    ['a\n', 'ASCII'],
    ['..', 'starts with "."'],
    ['.a', 'starts with "."'],
    ['-a', 'starts with "-"'],
    ['a.git', 'ends with ".git"'],
    ['a.LOCK', 'ends with ".LOCK"'],
    ['repos', 'route'],
    ['api-keys', 'route'],
    ['webhook-targets', 'route'],
    ['signing-keys', 'route'],
  ])('refuses %j', async (name, reason) => {
    const error = await expectDepotError(() => parseRepoName(name), 'BAD_REQUEST');
    expect(error.message).toContain('repository name');
    expect(error.message).toContain(reason);
  });

  it('accepts only what is one plain segment of a URL and of a path', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z.-]{0,6}$/)), (name) => {
        let accepted: string;
        try {
          accepted = parseRepoName(name);
        } catch {
          return;
        }
        expect(new URL(`http://host/org/${accepted}/x`).pathname).toBe(`/org/${name}/x`);
      }),
    );
  });
});
