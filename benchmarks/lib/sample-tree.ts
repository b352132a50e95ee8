/** A file of a tree. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

const WORDS = 'the tree keeps each file that an agent wrote and a change names what became of it'.split(' ');
const LINES = 25;

/** Returns numbers from 0 up to 1 that look random, the same for the same seed: every run works on the same data. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns text files of about 1.1 KB, ten in a folder, three folders deep. */
export function sampleTree(count: number, seed = 1): SampleFile[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    path: `src/part-${Math.floor(index / 100)}/unit-${Math.floor(index / 10) % 10}/file-${index % 10}.txt`,
    text: sampleText(random),
  }));
}

/** Returns a text of 25 lines. */
export function sampleText(random: () => number): string {
  const lines = Array.from({ length: LINES }, () => {
    const words = Array.from({ length: 8 }, () => WORDS[Math.floor(random() * WORDS.length)]);
    return `${Math.floor(random() * 1e6)} ${words.join(' ')}\n`;
  });
  return lines.join('');
}

/** Returns the text with one of its lines changed. */
export function editLine(text: string, line: number, mark: string): string {
  const lines = text.split('\n');
  lines[line] = `${lines[line]} ${mark}`;
  return lines.join('\n');
}

/** Returns some of the items, each at most once. */
export function pick<Item>(items: readonly Item[], count: number, random: () => number): Item[] {
  const left = [...items];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] as Item);
}
