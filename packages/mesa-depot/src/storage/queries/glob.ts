/**
 * Says whether a name matches a glob, in which `*` is any text and `?` one character; both also match `/`.
 *
 * It remembers only the last star, so the time is at most the product of both lengths whatever the pattern.
 */
export function matchesGlob(name: string, glob: string): boolean {
  const text = [...name];
  const pattern = [...glob];
  let at = 0;
  let patternAt = 0;
  let starAt = -1;
  let starTook = 0;
  while (at < text.length) {
    if (pattern[patternAt] === '*') {
      starAt = patternAt++;
      starTook = at;
    } else if (pattern[patternAt] === '?' || pattern[patternAt] === text[at]) {
      patternAt++;
      at++;
    } else if (starAt >= 0) {
      patternAt = starAt + 1;
      at = ++starTook;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === '*') patternAt++;
  return patternAt === pattern.length;
}

/** Returns the text before the first wildcard: what SQL can narrow a search by. */
export function literalPrefix(glob: string): string {
  return /^[^*?]*/.exec(glob)?.[0] ?? '';
}
