import { type Quartiles, quartiles } from './quartiles.js';

/** One of those compared: prepares a round untimed, then does the work that is timed. */
export interface Peer {
  readonly name: string;
  prepare?(round: number): Promise<void>;
  run(round: number): Promise<void>;
}

/** How one peer did. */
export interface Standing {
  readonly name: string;
  /** Time of this peer divided by that of the first in the same round: below 1 is faster. */
  readonly ratio: Quartiles;
  readonly medianMs: number;
  /** What this process and its threads worked; a child process is not in it. */
  readonly medianCpuMs: number;
}

/** The outcome of {@link comparePeers}. */
export interface Comparison {
  readonly title: string;
  readonly rounds: number;
  /** The first is the one that all are compared with, itself too. */
  readonly standings: readonly Standing[];
}

/**
 * Has all peers do the same work in every round, one right after the other, and compares within the round: what else the
 * machine does then hits all of them. Who begins changes from round to round. One more round comes first and does not
 * count.
 *
 * @param peers the first is what the others are compared with
 */
export async function comparePeers(
  title: string,
  rounds: number,
  peers: readonly [Peer, Peer, ...Peer[]],
): Promise<Comparison> {
  const times = peers.map((): number[] => []);
  const cpuTimes = peers.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const peer of peers) await peer.prepare?.(round);
    for (let turn = 0; turn < peers.length; turn++) {
      const index = (turn + round) % peers.length;
      const cpuStart = process.cpuUsage();
      const start = performance.now();
      await peers[index]?.run(round);
      const time = performance.now() - start;
      const { user, system } = process.cpuUsage(cpuStart);
      if (round === 0) continue;
      times[index]?.push(time);
      cpuTimes[index]?.push((user + system) / 1000);
    }
  }
  const [baseline = []] = times;
  return {
    title,
    rounds,
    standings: peers.map(({ name }, index) => {
      const own = times[index] ?? [];
      return {
        name,
        ratio: quartiles(own.map((time, round) => time / (baseline[round] ?? Number.NaN))),
        medianMs: quartiles(own).median,
        medianCpuMs: quartiles(cpuTimes[index] ?? []).median,
      };
    }),
  };
}
