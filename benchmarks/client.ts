import { MesaRest } from 'mesa-rest';
import { Mesa } from 'mesa-sdk';
import { startDepotProcess } from './lib/depot-process.js';
import { comparePeers, type Peer } from './lib/paired-rounds.js';
import { printComparison } from './lib/print-comparison.js';
import { repeat } from './lib/repeat.js';

const ROUNDS = 15;
const CALLS = 150;
const repo = 'small';
const bookmark = 'main';

/** What the clients add to a plain `fetch` when they get a small JSON document from a depot in another process. */
export async function benchClient(): Promise<void> {
  await using depot = await startDepotProcess();
  const { apiUrl, apiKey, org } = depot;
  const rest = new MesaRest({ apiKey, serverUrl: apiUrl });
  const validating = new MesaRest({ apiKey, serverUrl: apiUrl, validateResponses: true });
  const sdk = new Mesa({ apiKey, apiUrl });
  await sdk.repos.create({ name: repo });

  const url = `${apiUrl}/${org}/${repo}/bookmarks/${bookmark}`;
  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['fetch', async () => (await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } })).json()],
    ['mesa-rest', () => rest.bookmarks.get({ org, repo, bookmark })],
    ['mesa-rest, answers validated', () => validating.bookmarks.get({ org, repo, bookmark })],
    ['mesa-sdk', () => sdk.bookmarks.get({ repo, bookmark })],
  ];
  for (const atOnce of [1, 50]) {
    const peers = calls.map(([name, call]): Peer => ({ name, run: () => repeat(call, CALLS, atOnce) }));
    const title = `GET of a bookmark, ${atOnce === 1 ? 'one at a time' : `${atOnce} at once`}, ${CALLS} calls`;
    const comparison = await comparePeers(title, ROUNDS, peers as [Peer, Peer]);
    printComparison(
      comparison,
      ({ medianCpuMs }) => `${Math.round((medianCpuMs / CALLS) * 1000)} µs CPU a call`,
    );
  }
}
