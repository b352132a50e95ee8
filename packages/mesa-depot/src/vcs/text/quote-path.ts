import { textToBytes } from '../../objects/index.js';

const NAMED_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

/**
 * Returns a path as git prints it in a patch: as it is when it is plain, else as a C string in double quotes.
 *
 * Control characters, quotes, backslashes and every byte outside ASCII are escaped (git's `core.quotePath`, which
 * is on by default), so a patch is ASCII but for the contents of files.
 */
export function quotePath(path: string): string {
  let quoted = '';
  let needed = false;
  for (const byte of textToBytes(path)) {
    const named = NAMED_ESCAPES.get(byte);
    if (named !== undefined) quoted += named;
    else if (byte < 0x20 || byte >= 0x7f) quoted += `\\${byte.toString(8).padStart(3, '0')}`;
    else {
      quoted += String.fromCharCode(byte);
      continue;
    }
    needed = true;
  }
  return needed ? `"${quoted}"` : quoted;
}
