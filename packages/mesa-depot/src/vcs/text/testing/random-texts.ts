/** Returns numbers in `[0, 1)` that are the same for the same seed (mulberry32). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a whole number in `[0, below)`. */
export function integer(random: Random, below: number): number {
  return Math.floor(random() * below);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[integer(random, items.length)] as Item;
}

/** How the lines of a text repeat: hardly ever, as in code, nearly always, or in between. */
export type Texture = 'unique' | 'code' | 'letters' | 'mixed';

export const TEXTURES: readonly Texture[] = ['unique', 'code', 'letters', 'mixed'];

const CODE = [
  '{',
  '}',
  '',
  '  return x;',
  '  if (a) {',
  '  }',
  '    foo();',
  '\t}',
  'function f() {',
  '/* */',
  '   ',
];

function randomLine(random: Random, texture: Texture): string {
  switch (texture) {
    case 'unique':
      return `line ${integer(random, 1_000_000)}`;
    case 'code':
      return random() < 0.6
        ? pick(random, CODE)
        : `${'  '.repeat(integer(random, 5))}statement ${integer(random, 30)}`;
    case 'letters':
      return String.fromCharCode(97 + integer(random, 4));
    case 'mixed':
      return random() < 0.5
        ? String.fromCharCode(97 + integer(random, 20))
        : `${'  '.repeat(integer(random, 3))}v${integer(random, 200)}`;
  }
}

export function randomLines(random: Random, texture: Texture, count: number): string[] {
  return Array.from({ length: count }, () => randomLine(random, texture));
}

/** Returns lines after so many edits: insertions, deletions, replacements, repetitions and moves. */
export function editLines(
  random: Random,
  texture: Texture,
  lines: readonly string[],
  edits: number,
): string[] {
  const edited = [...lines];
  for (let edit = 0; edit < edits; edit += 1) {
    const at = integer(random, edited.length + 1);
    const length = 1 + integer(random, random() < 0.2 ? 12 : 3);
    const kind = random();
    if (kind < 0.35) edited.splice(at, 0, ...randomLines(random, texture, length));
    else if (kind < 0.65) edited.splice(at, length);
    else if (kind < 0.85) edited.splice(at, length, ...randomLines(random, texture, 1 + integer(random, 3)));
    else if (kind < 0.93) edited.splice(at, 0, ...edited.slice(Math.max(0, at - length), at));
    else {
      const moved = edited.splice(at, length);
      edited.splice(integer(random, edited.length + 1), 0, ...moved);
    }
  }
  return edited;
}

/** Joins lines to a file, now and then without a newline at its end. */
export function toFile(random: Random, lines: readonly string[]): Buffer {
  const text = lines.join('\n');
  return Buffer.from(lines.length > 0 && random() < 0.85 ? `${text}\n` : text);
}

/** Returns a file and an edited form of it, or now and then one that has nothing to do with it. */
export function randomPair(random: Random, maxLines = 60, maxEdits = 8): { old: Buffer; new: Buffer } {
  const texture = pick(random, TEXTURES);
  const lines = randomLines(random, texture, integer(random, random() < 0.2 ? 5 * maxLines : maxLines));
  const edited =
    random() < 0.1
      ? randomLines(random, texture, integer(random, lines.length + 5))
      : editLines(random, texture, lines, 1 + integer(random, maxEdits));
  return { old: toFile(random, lines), new: toFile(random, edited) };
}

/** Returns a file and what two people made of it. */
export function randomMerge(random: Random): { base: Buffer; target: Buffer; source: Buffer } {
  const texture = pick(random, TEXTURES);
  const lines = randomLines(random, texture, integer(random, random() < 0.2 ? 200 : 40));
  // Now and then both sides have made one change alike.
  const shared = random() < 0.2 ? editLines(random, texture, lines, 1) : lines;
  const target = editLines(random, texture, shared, integer(random, 5));
  const source = editLines(random, texture, shared, integer(random, 5));
  return { base: toFile(random, lines), target: toFile(random, target), source: toFile(random, source) };
}
