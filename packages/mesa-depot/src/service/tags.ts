import type { Tags, TagsPatch } from 'mesa-rest';
import { DepotError } from '../errors/index.js';
import { requireStorable } from './storable-text.js';

const MAX_TAGS = 64;
const MAX_KEY_LENGTH = 64;
const MAX_VALUE_LENGTH = 256;

/**
 * Returns tags as they are stored, their keys in lower case.
 *
 * @throws DepotError `BAD_REQUEST` when two keys differ in case only, a limit is passed, or a text cannot be stored.
 */
export function toTags(tags: Tags): Tags {
  return applyTagsPatch({}, tags);
}

/**
 * Returns `current` with the changes of `patch`: a string sets a key, null removes it.
 *
 * @throws DepotError `BAD_REQUEST` when two keys differ in case only, or the result passes a limit.
 */
export function applyTagsPatch(current: Tags, patch: TagsPatch): Tags {
  const tags = new Map(Object.entries(current));
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(patch)) {
    const key = name.toLowerCase();
    if (seen.has(key))
      throw new DepotError(
        'BAD_REQUEST',
        `The tag ${JSON.stringify(key)} is given twice; case does not count.`,
      );
    seen.add(key);
    checkTag(key, value);
    if (value === null) tags.delete(key);
    else tags.set(key, value);
  }
  if (tags.size > MAX_TAGS) {
    throw new DepotError(
      'BAD_REQUEST',
      `There would be ${tags.size} tags; at most ${MAX_TAGS} are possible.`,
    );
  }
  return Object.fromEntries(tags); // defines `__proto__` as a member, which assigning would not
}

/** The specification's limits again: lower case can be longer than what was sent, and not every caller is HTTP. */
function checkTag(key: string, value: string | null): void {
  requireStorable(key, `The tag ${JSON.stringify(key)}`);
  const length = [...key].length;
  if (length < 1 || length > MAX_KEY_LENGTH || key.startsWith('$')) {
    throw new DepotError(
      'BAD_REQUEST',
      `The tag ${JSON.stringify(key)} must have 1 to ${MAX_KEY_LENGTH} characters and not begin with \`$\`.`,
    );
  }
  if (value === null) return;
  requireStorable(value, `The value of the tag ${JSON.stringify(key)}`);
  if ([...value].length > MAX_VALUE_LENGTH) {
    throw new DepotError(
      'BAD_REQUEST',
      `The value of the tag ${JSON.stringify(key)} has more than ${MAX_VALUE_LENGTH} characters.`,
    );
  }
}
