import { ulid } from 'ulid';

/** What a new id is made from. */
export interface IdSources {
  now(): number;
  random(bytes: number): Uint8Array;
}

/** Each stands for five bits, taken from a byte of its own. */
const ULID_RANDOM_CHARACTERS = 16;

/** Returns a new opaque id, for example `repo_01jd9z…`: a prefix that says what it names, and a ULID. */
export function newId(
  prefix: 'org' | 'repo' | 'key' | 'sk' | 'wht' | 'evt' | 'whd' | 'sync',
  sources: IdSources,
): string {
  return `${prefix}_${newUlid(sources)}`;
}

/** Returns a ULID in lower case: 48 bits of time, 80 random bits. */
export function newUlid({ now, random }: IdSources): string {
  // All at once: asking for one byte after the other takes longer than everything else that a small request does.
  const bytes = random(ULID_RANDOM_CHARACTERS);
  let at = 0;
  return ulid(now(), () => (bytes[at++] ?? 0) / 256).toLowerCase();
}
