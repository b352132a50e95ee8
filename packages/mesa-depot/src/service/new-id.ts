import { ulid } from 'ulid';

/** What a new id is made from. */
export interface IdSources {
  now(): number;
  random(bytes: number): Uint8Array;
}

/** Returns a new opaque id, for example `repo_01jd9z…`: a prefix that says what it names, and a ULID. */
export function newId(
  prefix: 'org' | 'repo' | 'key' | 'sk' | 'wht' | 'evt' | 'whd' | 'sync',
  sources: IdSources,
): string {
  return `${prefix}_${newUlid(sources)}`;
}

/** Returns a ULID in lower case: 48 bits of time, 80 random bits. */
export function newUlid({ now, random }: IdSources): string {
  return ulid(now(), () => (random(1)[0] ?? 0) / 256).toLowerCase();
}
