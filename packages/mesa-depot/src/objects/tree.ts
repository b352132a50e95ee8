import { DepotError } from '../errors/index.js';
import { bytesToText, textToBytes } from './byte-text.js';
import { isOid, type Oid } from './oid.js';

/** The modes git writes: file, executable file, symbolic link, directory, submodule. */
export type TreeMode = '100644' | '100755' | '120000' | '40000' | '160000';

/** One name in a directory. */
export interface TreeEntry {
  readonly name: string;
  readonly mode: TreeMode;
  readonly oid: Oid;
}

/** The tree without entries. It is readable everywhere without being stored. */
export const EMPTY_TREE_OID: Oid = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

const SPACE = 0x20;
const NUL = 0;
const OID_BYTES = 20;

/**
 * Returns the body of a tree object.
 *
 * Entries may come in any order; git's is used: by the bytes of the name, a directory as if its name ended in `/`.
 *
 * @throws DepotError `OBJECT_CORRUPT` for a name git cannot store, a name given twice, or a malformed oid.
 */
export function encodeTree(entries: readonly TreeEntry[]): Uint8Array {
  const names = new Set<string>();
  const rows = entries.map((entry) => {
    const name = textToBytes(entry.name);
    if (name.length === 0 || name.includes(NUL) || entry.name.includes('/')) {
      throw corrupt(`a tree entry cannot be named ${JSON.stringify(entry.name)}`);
    }
    if (names.has(entry.name)) throw corrupt(`a tree names ${JSON.stringify(entry.name)} twice`);
    if (!isOid(entry.oid)) throw corrupt(`${JSON.stringify(entry.oid)} is not an object id`);
    names.add(entry.name);
    return { entry, name, sortKey: entry.mode === '40000' ? Buffer.concat([name, SLASH]) : name };
  });
  rows.sort((a, b) => Buffer.compare(a.sortKey, b.sortKey));
  return Buffer.concat(
    rows.flatMap(({ entry, name }) => [
      Buffer.from(`${entry.mode} `, 'latin1'),
      name,
      NUL_BYTE,
      Buffer.from(entry.oid, 'hex'),
    ]),
  );
}

/**
 * Returns the entries of a tree body, in stored order.
 *
 * Modes that only old git wrote (`100664`, `040000`) read as the one git would write now.
 *
 * @throws DepotError `OBJECT_CORRUPT` when the body is cut short or a mode means nothing.
 */
export function decodeTree(body: Uint8Array): TreeEntry[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(SPACE, at);
    const nul = bytes.indexOf(NUL, space + 1);
    const end = nul + 1 + OID_BYTES;
    if (space < 0 || nul < 0 || end > bytes.length) throw corrupt(`a tree is cut short at byte ${at}`);
    entries.push({
      name: bytesToText(bytes.subarray(space + 1, nul)),
      mode: canonicalMode(bytes.toString('latin1', at, space)),
      oid: bytes.toString('hex', nul + 1, end),
    });
    at = end;
  }
  return entries;
}

const SLASH = Uint8Array.of(0x2f);
const NUL_BYTE = Uint8Array.of(NUL);

function canonicalMode(text: string): TreeMode {
  switch (text) {
    case '100644':
    case '100755':
    case '120000':
    case '40000':
    case '160000':
      return text;
    case '040000':
      return '40000';
    default:
      if (/^100[0-7]{3}$/.test(text)) return (Number.parseInt(text, 8) & 0o100) === 0 ? '100644' : '100755';
      throw corrupt(`a tree has the mode ${JSON.stringify(text)}`);
  }
}

function corrupt(what: string): DepotError {
  return new DepotError('OBJECT_CORRUPT', `Not a valid git tree: ${what}.`);
}
