import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ApiError, MesaRest } from 'mesa-rest';
import { ROOT_CHANGE, toOperation } from '../lib/arena.js';
import { startDepotProcess } from '../lib/depot-process.js';
import { comparePeers, type Peer } from '../lib/paired-rounds.js';
import { printComparison } from '../lib/print-comparison.js';
import { repeat } from '../lib/repeat.js';

const READS = 2_000;
const READERS = 32;
const WRITES = 400;
const WRITERS = 8;
const WINS = 400;

/** What a depot in a process of its own stands: many reads, many writers, and the same bookmark wanted by all of them. */
export async function benchLoad(): Promise<void> {
  await using depot = await startDepotProcess();
  const { apiUrl, apiKey, org } = depot;
  const rest = new MesaRest({ apiKey, serverUrl: apiUrl });
  await rest.repos.create({ org, body: { name: 'load' } });
  await compareReads(`${apiUrl}/${org}/load/bookmarks/main`, apiKey);
  for (const clients of [1, 16, 100]) await timeWrites(rest, org, clients);
  await contendForBookmark(rest, org);
}

/** Small reads next to those of a server that does nothing but answer. */
async function compareReads(url: string, apiKey: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const body = await (await fetch(url, { headers })).text();
  const script = fileURLToPath(new URL('../lib/bare-server.mjs', import.meta.url));
  const bare = spawn(process.execPath, [script, body], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface({ input: bare.stdout }), 'line')) as [string];
  const read = (from: string) => async () => (await fetch(from, { headers })).arrayBuffer();
  const peers = [
    { name: 'bare node:http', run: () => repeat(read(`http://127.0.0.1:${port}/`), READS, READERS) },
    { name: 'depot', run: () => repeat(read(url), READS, READERS) },
  ] satisfies [Peer, Peer];
  printComparison(
    await comparePeers(`${READS} reads of a bookmark by ${READERS} clients`, 5, peers),
    ({ medianMs }) => `${Math.round((READS / medianMs) * 1000)} a second`,
  );
  bare.kill();
}

/** Durable changes of one file, each client one after the other. */
async function timeWrites(rest: MesaRest, org: string, clients: number): Promise<void> {
  const times: number[] = [];
  let written = 0;
  const write = async (): Promise<void> => {
    const number = written++;
    const start = performance.now();
    const files = [toOperation({ path: `${number % 10}/file.txt`, text: `${clients} ${number}\n` })];
    await rest.changes.create({ org, repo: 'load', body: { base_change_id: ROOT_CHANGE, files } });
    times.push(performance.now() - start);
  };
  const start = performance.now();
  await repeat(write, WRITES, clients);
  const total = performance.now() - start;
  times.sort((a, b) => a - b);
  const at = (fraction: number): string => `${times[Math.floor(times.length * fraction)]?.toFixed(1)} ms`;
  console.log(
    `\n${WRITES} changes of one file by ${clients} clients: p50 ${at(0.5)}, p99 ${at(0.99)}, ${Math.round((WRITES / total) * 1000)} a second`,
  );
}

/** Writers that move one bookmark forwards, each to a change that it made where it saw the bookmark. */
async function contendForBookmark(rest: MesaRest, org: string): Promise<void> {
  let wins = 0;
  let losses = 0;
  const on = { org, repo: 'load' };
  const attempt = async (): Promise<void> => {
    const { change_id } = await rest.bookmarks.get({ ...on, bookmark: 'main' });
    const { id } = await rest.changes.create({ ...on, body: { base_change_id: change_id } });
    try {
      const body = { change_id: id, allow_backwards: false };
      await rest.bookmarks.move({ ...on, bookmark: 'main', body });
      wins += 1;
    } catch (error) {
      // Somebody else was faster, which is the only reason to fail.
      if (!(error instanceof ApiError && error.code === 'NOT_FORWARD')) throw error;
      losses += 1;
    }
  };
  const start = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      while (wins < WINS) await attempt();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `\n${WRITERS} writers and one bookmark: ${wins} moves, ${losses} that came too late, ${Math.round(wins / seconds)} moves a second`,
  );
}
