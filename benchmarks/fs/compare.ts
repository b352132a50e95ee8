import { comparePeers, type Peer } from '../lib/paired-rounds.js';
import { printComparison } from '../lib/print-comparison.js';

/** Compares, and prints at once: all together take minutes. */
export async function compare(title: string, rounds: number, peers: [Peer, Peer, ...Peer[]]): Promise<void> {
  printComparison(await comparePeers(title, rounds, peers));
}
