/** Random numbers that a seed makes again: `MESA_FAULT_SEED` of a run that failed. */
export interface Random {
  readonly seed: number;
  /** Returns a number from `from` up to and without `to`. */
  between(from: number, to: number): number;
}

export function newRandom(
  seed = Number(process.env.MESA_FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31)),
): Random {
  let state = seed;
  return {
    seed,
    between(from, to) {
      // mulberry32
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return from + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (to - from);
    },
  };
}
