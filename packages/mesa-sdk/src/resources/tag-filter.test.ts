import { InvalidOptionsError } from 'mesa-rest';
import { expect, test } from 'vitest';
import { type TagFilter, toTagsParameter } from './tag-filter.js';

test('keeps a text and writes an object as compact JSON', () => {
  expect(toTagsParameter('env:prod,team:agents')).toBe('env:prod,team:agents');
  const filter: TagFilter = {
    env: ['prod', 'staging'],
    team: { $starts_with: 'agents-' },
    $or: [{ a: 'b' }, { $not: { owner: { $exists: true } } }],
  };
  expect(toTagsParameter(filter)).toBe(
    '{"env":["prod","staging"],"team":{"$starts_with":"agents-"},"$or":[{"a":"b"},{"$not":{"owner":{"$exists":true}}}]}',
  );
  const shorthand: Record<string, string> = { env: 'prod' };
  expect(toTagsParameter(shorthand)).toBe('{"env":"prod"}');
});

test('asks nothing for an empty filter', () => {
  expect(toTagsParameter(undefined)).toBeUndefined();
  expect(toTagsParameter('')).toBeUndefined();
  expect(toTagsParameter({})).toBeUndefined();
});

test('refuses what is neither', () => {
  expect(() => toTagsParameter(['a'] as unknown as TagFilter)).toThrow(InvalidOptionsError);
});
