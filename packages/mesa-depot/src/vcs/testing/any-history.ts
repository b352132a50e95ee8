import * as fc from 'fast-check';
import type { Oid } from '../../objects/index.js';
import { type CommitGraph, type CommitNode, generationAbove } from '../commit-graph.js';

/** For each commit of a history, oldest first, the places of its parents. */
export type Shape = readonly (readonly number[])[];

/** Histories with side branches, octopus merges, criss-cross merges and now and then a second root. */
export function anyShape(maxSteps = 20): fc.Arbitrary<Shape> {
  // How far back each parent is, counted from the commit; mostly near, so that branches meet again.
  const back = fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(maxSteps) });
  const parents = (count: number) => fc.array(back, { minLength: count, maxLength: count });
  const step = fc.oneof(
    { weight: 8, arbitrary: parents(1) },
    { weight: 5, arbitrary: parents(2) },
    { weight: 1, arbitrary: parents(3) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.constant('criss-cross' as const) },
  );
  return fc.array(step, { minLength: 1, maxLength: maxSteps }).map((steps) => {
    const shape: number[][] = [];
    for (const each of steps) {
      const next = shape.length;
      if (each !== 'criss-cross') {
        shape.push([...new Set(each.map((distance) => next - 1 - distance).filter((at) => at >= 0))]);
      } else if (next >= 2) {
        shape.push([next - 1, next - 2], [next - 2, next - 1]);
      }
    }
    return shape.length === 0 ? [[]] : shape;
  });
}

/** A graph in memory that can be added to. */
export class MemoryGraph implements CommitGraph {
  readonly nodes = new Map<Oid, CommitNode>();
  /** How many commits were asked for. */
  reads = 0;

  add(oid: Oid, parents: readonly Oid[]): void {
    const above = parents.map((parent) => this.nodes.get(parent) as CommitNode);
    this.nodes.set(oid, { parents, generation: generationAbove(above) });
  }

  async parents(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, CommitNode>> {
    this.reads += oids.length;
    const found = new Map<Oid, CommitNode>();
    for (const oid of oids) {
      const node = this.nodes.get(oid);
      if (node !== undefined) found.set(oid, node);
    }
    return found;
  }

  /** Returns the commits directly on top of each of `oids`. */
  async children(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, readonly Oid[]>> {
    const all = [...this.nodes];
    return new Map(
      oids.map((oid) => [
        oid,
        all.filter(([, { parents }]) => parents.includes(oid)).map(([child]) => child),
      ]),
    );
  }
}
