import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriorityQueue } from './priority-queue.js';

describe('PriorityQueue', () => {
  it('gives out the first item, whatever went in and out before', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer())), (steps) => {
        const queue = new PriorityQueue<number>((a, b) => a - b);
        let held: number[] = [];
        for (const step of steps) {
          if (step === null) {
            held.sort((a, b) => a - b);
            expect(queue.pop()).toBe(held[0]);
            held = held.slice(1);
          } else {
            queue.push(step);
            held.push(step);
          }
        }
        for (const item of held.sort((a, b) => a - b)) expect(queue.pop()).toBe(item);
        expect(queue.pop()).toBeUndefined();
      }),
    );
  });
});
