import { describe, expect, test } from 'vitest';
import { Extents } from './extents.js';

const PAGE = 4096;

/** Plays the same on a list of pages. */
function model(): { pages: Set<number>; extents: Extents } {
  return { pages: new Set(), extents: new Extents() };
}

function seekModel(
  pages: ReadonlySet<number>,
  offset: number,
  whence: 'data' | 'hole',
  size: number,
): number | undefined {
  if (offset >= size) return undefined;
  for (let page = Math.floor(offset / PAGE); page * PAGE < size; page += 1)
    if (pages.has(page) === (whence === 'data')) return Math.max(offset, page * PAGE);
  return whence === 'hole' ? size : undefined;
}

describe('Extents', () => {
  test('counts a file that is written in order as one range', () => {
    const extents = new Extents();
    for (let at = 0; at < 100 * PAGE; at += 1000) extents.add(at, at + 1000);
    expect(extents.blocks).toBe((100 * PAGE) / 512 + 8);
    expect(extents.seek(0, 'hole', 50_000)).toBe(50_000);
  });

  test('is what a set of pages is, whatever is added and removed', () => {
    let seed = 42;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    for (let round = 0; round < 200; round += 1) {
      const { pages, extents } = model();
      for (let step = 0; step < 30; step += 1) {
        const from = random(40 * PAGE);
        const to = from + random(8 * PAGE);
        if (random(3) > 0) {
          extents.add(from, to);
          if (to > from)
            for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) pages.add(page);
        } else {
          const end = random(5) === 0 ? Number.POSITIVE_INFINITY : to;
          extents.remove(from, end);
          for (const page of [...pages])
            if (page * PAGE >= from && (page + 1) * PAGE <= end) pages.delete(page);
        }
        expect(extents.blocks).toBe(pages.size * 8);
        const size = random(60 * PAGE);
        const offset = random(60 * PAGE);
        for (const whence of ['data', 'hole'] as const)
          expect(extents.seek(offset, whence, size)).toBe(seekModel(pages, offset, whence, size));
      }
    }
  });
});
