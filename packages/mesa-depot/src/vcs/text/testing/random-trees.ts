import { editLines, integer, pick, type Random, randomLines, TEXTURES, toFile } from './random-texts.js';
import type { ScratchFile, ScratchTree } from './scratch-repo.js';

const DIRECTORIES = ['', 'src/', 'src/deep/er/', 'docs/', 'a b/', 'ünï/'];
const NAMES = [
  'one.ts',
  'two.ts',
  'three.md',
  'index.ts',
  'with space.txt',
  'tab\there',
  'quo"te',
  'back\\slash',
  'café.txt',
  '日本',
  '-dash',
  'new\nline',
];
const COMMIT = Buffer.from('0123456789012345678901234567890123456789');

/** Returns two trees, the second made from the first by edits, moves, deletions, additions and changes of mode. */
export function randomTrees(random: Random, maxFiles = 14): { old: ScratchTree; new: ScratchTree } {
  const old = new Map<string, ScratchFile>();
  for (let count = integer(random, maxFiles); count > 0; count -= 1)
    put(old, randomPath(random), randomFile(random));
  const now = new Map(old);
  for (let count = integer(random, maxFiles); count > 0; count -= 1) {
    const path = now.size === 0 ? randomPath(random) : pick(random, [...now.keys()]);
    changeOne(random, now, path);
  }
  return { old, new: now };
}

function changeOne(random: Random, tree: Map<string, ScratchFile>, path: string): void {
  const file = tree.get(path) ?? randomFile(random);
  const kind = random();
  if (kind < 0.2) put(tree, path, edited(random, file));
  else if (kind < 0.3) tree.delete(path);
  else if (kind < 0.4) put(tree, randomPath(random), randomFile(random));
  else if (kind < 0.5 && file.mode.startsWith('100')) {
    tree.set(path, { ...file, mode: file.mode === '100644' ? '100755' : '100644' });
  } else if (kind < 0.55) tree.set(path, randomFile(random));
  else if (kind < 0.65) put(tree, randomPath(random), file);
  else {
    // A move, under the same name or another, edited or not.
    tree.delete(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const to = random() < 0.5 ? `${pick(random, DIRECTORIES)}${name}` : randomPath(random);
    put(tree, to, random() < 0.6 ? edited(random, file) : file);
  }
}

/** Adds a file unless a directory stands there, or a file stands where a directory would be needed. */
function put(tree: Map<string, ScratchFile>, path: string, file: ScratchFile): void {
  for (const other of tree.keys()) {
    if (other !== path && (other.startsWith(`${path}/`) || path.startsWith(`${other}/`))) return;
  }
  tree.set(path, file);
}

function randomPath(random: Random): string {
  const suffix = random() < 0.5 ? '' : String(integer(random, 6));
  return `${pick(random, DIRECTORIES)}${pick(random, NAMES)}${suffix}`;
}

function randomFile(random: Random): ScratchFile {
  const kind = random();
  if (kind < 0.06) return { mode: '120000', bytes: Buffer.from(`to/${integer(random, 20)}`) };
  if (kind < 0.09) return { mode: '160000', bytes: COMMIT };
  const mode = random() < 0.85 ? '100644' : '100755';
  if (kind < 0.14) return { mode, bytes: new Uint8Array() };
  if (kind < 0.24) {
    return {
      mode,
      bytes: Uint8Array.from({ length: 1 + integer(random, 3_000) }, () => integer(random, 256)),
    };
  }
  const lines = randomLines(random, pick(random, TEXTURES), 1 + integer(random, 60));
  return { mode, bytes: toFile(random, lines) };
}

function edited(random: Random, file: ScratchFile): ScratchFile {
  if (!file.mode.startsWith('100')) return file;
  const lines = Buffer.from(file.bytes).toString('latin1').split('\n');
  const texture = pick(random, TEXTURES);
  const bytes = Buffer.from(editLines(random, texture, lines, 1 + integer(random, 6)).join('\n'), 'latin1');
  return { ...file, bytes };
}
