import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MergeResult } from './merge-text.js';
import { type BuiltWorker, buildWorker } from './testing/build-worker.js';
import { createRandom, integer } from './testing/random-texts.js';
import { TextEngine } from './text-engine.js';

let worker: BuiltWorker;
let engine: TextEngine;
beforeAll(() => {
  worker = buildWorker();
});
afterEach(() => engine.close());
afterAll(() => worker.remove());

function randomFile(seed: number, lines: number, kinds: number): Buffer {
  const random = createRandom(seed);
  return Buffer.from(Array.from({ length: lines }, () => `${integer(random, kinds)}\n`).join(''));
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}\n`);
}

function shuffled(lines: readonly string[], seed: number): Buffer {
  const random = createRandom(seed);
  const mixed = [...lines];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = integer(random, at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as string, mixed[at] as string];
  }
  return Buffer.from(mixed.join(''));
}

/** Counts the turns of the event loop while a promise is pending. */
async function countTurns(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const turn = (): void => {
    turns += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work.finally(() => {
    isDone = true;
  });
  return turns;
}

/** What comes from a worker is a `Uint8Array` where the same made here is a `Buffer`. */
function describeChunks(result: MergeResult): string[] {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
  if (result.clean) return [text(result.content)];
  return result.chunks.map((chunk) =>
    chunk.kind === 'merged'
      ? text(chunk.content)
      : JSON.stringify([chunk.ranges, text(chunk.target), text(chunk.base), text(chunk.source)]),
  );
}

// Generous: the comparisons take a second on an idle machine, and tests run beside others.
describe('TextEngine', { timeout: 60_000 }, () => {
  it('compares small texts without a worker', async () => {
    engine = new TextEngine({ workerUrl: new URL('file:///no/such/worker.js') });
    const diff = await engine.hunks(Buffer.from('a\nb\n'), Buffer.from('a\nc\n'));
    expect(diff).toEqual({
      omittedReason: null,
      additions: 1,
      deletions: 1,
      hunks: [
        {
          old_start: 1,
          old_lines: 2,
          new_start: 1,
          new_lines: 2,
          lines: [
            { kind: 'context', text: 'a' },
            { kind: 'deleted', text: 'b' },
            { kind: 'added', text: 'c' },
          ],
        },
      ],
    });
    expect(
      await engine.merge(Buffer.from('a\nb\n\nc\n'), Buffer.from('A\nb\n\nc\n'), Buffer.from('a\nb\n\nC\n')),
    ).toEqual({
      clean: true,
      content: Buffer.from('A\nb\n\nC\n'),
    });
  });

  it('gives the same answers from a worker as without one', async () => {
    const [base, target, source] = [1, 2, 3].map((seed) => randomFile(seed, 300, 200)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    engine = new TextEngine({ workerUrl: worker.url, inlineLines: 0 });
    const inline = new TextEngine({ workerUrl: new URL('file:///no/such/worker.js') });
    expect(await engine.hunks(base, target)).toEqual(await inline.hunks(base, target));
    const merged = await engine.merge(base, target, source);
    expect(merged.clean).toBe(false);
    expect(describeChunks(merged)).toEqual(describeChunks(await inline.merge(base, target, source)));
    await inline.close();
  });

  it('lets the process go on while it compares large texts', async () => {
    engine = new TextEngine({ workerUrl: worker.url });
    const two = [1, 2, 3].map((seed) => randomFile(seed, 10_000, 2)) as [Buffer, Buffer, Buffer];
    const lines = numbers(10_000);
    const mixed = [shuffled(lines, 4), shuffled(lines, 5)] as const;
    // Start the thread first: what counts is the time of the comparison.
    await engine.edits(randomFile(1, 3_000, 9), randomFile(2, 3_000, 9));
    for (const work of [
      () => engine.hunks(two[0], two[1]),
      () => engine.merge(...two),
      () => engine.hunks(Buffer.from(lines.join('')), mixed[0]),
      () => engine.merge(Buffer.from(lines.join('')), ...mixed),
    ]) {
      expect(await countTurns(work())).toBeGreaterThan(20);
    }
  });

  it('answers too large, or a conflict of the whole files, beyond its steps', async () => {
    engine = new TextEngine({ workerUrl: worker.url, budgetMs: 60_000 });
    const [base, target, source] = [1, 2, 3].map((seed) => randomFile(seed, 90_000, 50)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    expect(await engine.hunks(base, target)).toMatchObject({ omittedReason: 'too_large', hunks: null });
    const merged = await engine.merge(base, target, source);
    expect(merged.clean).toBe(false);
    if (merged.clean) return;
    expect(merged.chunks).toHaveLength(1);
    expect(merged.chunks[0]).toMatchObject({ kind: 'conflict', ranges: { base: { start: 0, end: 90_000 } } });
  });

  it('kills a worker that is over its time and goes on with a new one', async () => {
    engine = new TextEngine({ workerUrl: worker.url, budgetMs: 15, inlineLines: 0 });
    const large = [randomFile(1, 90_000, 50), randomFile(2, 90_000, 50)] as const;
    const small = [Buffer.from('a\n'), Buffer.from('b\n')] as const;
    const answers = await Promise.all([
      engine.edits(...large),
      engine.edits(...large),
      engine.edits(...large),
      engine.edits(...large),
    ]);
    expect(answers).toEqual(['too_large', 'too_large', 'too_large', 'too_large']);
    await engine.close();
    engine = new TextEngine({ workerUrl: worker.url, budgetMs: 50, inlineLines: 0 });
    expect(await engine.edits(...large)).toBe('too_large');
    // On a machine so busy that even this takes 50 ms, another try is fair.
    await expect
      .poll(() => engine.edits(...small), { timeout: 10_000 })
      .toEqual([{ oldStart: 0, oldEnd: 1, newStart: 0, newEnd: 1 }]);
  });

  it('takes over what only one side changed, and clashes as a whole otherwise, where the files are binary', async () => {
    engine = new TextEngine({ workerUrl: worker.url });
    const [base, target, source] = ['a\0\n', 'b\0\n', 'c\0\n'].map((text) => Buffer.from(text)) as [
      Buffer,
      Buffer,
      Buffer,
    ];
    expect(await engine.merge(base, base, source)).toEqual({ clean: true, content: source });
    expect(await engine.merge(base, target, base)).toEqual({ clean: true, content: target });
    expect(await engine.merge(base, target, target)).toEqual({ clean: true, content: target });
    expect(await engine.merge(base, target, source)).toMatchObject({
      clean: false,
      chunks: [{ target, base, source }],
    });
    expect(await engine.hunks(base, target)).toMatchObject({ omittedReason: 'binary', hunks: null });
  });

  it('rejects what is not done when it is closed, and may be closed again', async () => {
    engine = new TextEngine({ workerUrl: worker.url, inlineLines: 0 });
    const running = Array.from({ length: 4 }, () =>
      engine.edits(randomFile(1, 50_000, 50), randomFile(2, 50_000, 50)),
    );
    const outcomes = Promise.allSettled(running);
    await engine.close();
    await engine.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    await expect(engine.edits(Buffer.from('a\n'), Buffer.from('b\n'))).rejects.toThrow('closed');
  });

  it('rejects with the cause when the worker cannot be started', async () => {
    engine = new TextEngine({ workerUrl: new URL('file:///no/such/worker.js'), inlineLines: 0 });
    await expect(engine.edits(Buffer.from('a\n'), Buffer.from('b\n'))).rejects.toThrow('/no/such/worker.js');
  });
});
