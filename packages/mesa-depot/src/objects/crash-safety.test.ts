import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  getBookmark,
  getCommits,
  getRepoById,
  listAncestors,
  listObjectOids,
  listOperations,
  openEmbeddedStorage,
  type Storage,
} from '../storage/index.js';
import { type CompiledSources, compileSources } from '../storage/testing/compiled-sources.js';
import { addRepo, createTempStorage, type TempStorage } from '../storage/testing/temp-storage.js';
import { hashObject, ObjectCache, StoredObjects } from './index.js';

const ROUNDS = 3;

let sources: CompiledSources;
let temp: TempStorage & { readonly folder: string };
beforeAll(async () => {
  sources = compileSources();
  temp = await createTempStorage();
  await addRepo(temp.storage, 'repo_1');
  await temp.storage.close();
});
afterAll(async () => {
  sources.remove();
  await temp.remove();
});

describe('a depot that is killed while it writes', () => {
  it('has lost nothing it acknowledged and left nothing half-made', { timeout: 60_000 }, async () => {
    let tip = '';
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await writeAndKill(tip, 3 + round * 4);
      const storage = await openEmbeddedStorage({ folder: temp.folder });
      try {
        tip = await expectIntact(storage, acknowledged);
      } finally {
        await storage.close();
      }
    }
  });
});

/** Lets a child write until it acknowledged some changes, kills it in the middle of a later one, and returns them. */
async function writeAndKill(tip: string, count: number): Promise<{ opSeq: number; commitOid: string }[]> {
  const child = spawn(
    process.execPath,
    [sources.path('objects/testing/write-until-killed.child.js'), temp.folder, tip],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  await new Promise<void>((done, fail) => {
    child.once('exit', () => fail(new Error('The writing process ended by itself.')));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.split('\n').length > count) done();
    });
  });
  await new Promise((done) => setTimeout(done, 5 + Math.random() * 60));
  child.kill('SIGKILL');
  // 'close' comes after the last of its output, so that no acknowledgement is missed.
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  const lines = output.split('\n').slice(0, -1);
  expect(lines.length).toBeGreaterThanOrEqual(count);
  return lines.map((line) => {
    const [opSeq, commitOid] = line.split(' ');
    return { opSeq: Number(opSeq), commitOid: commitOid as string };
  });
}

async function expectIntact(
  storage: Storage,
  acknowledged: readonly { opSeq: number; commitOid: string }[],
): Promise<string> {
  const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(storage.read);
  expect(check.rows).toEqual([{ integrity_check: 'ok' }]);

  const repo = await getRepoById(storage.read, 'repo_1');
  if (repo === undefined) throw new Error('The repository is gone.');
  expect(repo.opSeq).toBeGreaterThanOrEqual(acknowledged.at(-1)?.opSeq ?? 0);
  const operations = await listOperations(storage.read, repo.id, { limit: 10_000 });
  expect(operations.items.map((operation) => operation.opSeq)).toEqual(
    Array.from({ length: repo.opSeq }, (_, index) => index + 1),
  );

  const main = await getBookmark(storage.read, repo.id, 'main');
  const tip = main?.commitOid as string;
  const history = await listAncestors(storage.read, repo.id, [tip], { limit: 10_000 });
  expect(history.items).toHaveLength(repo.opSeq);
  const found = await getCommits(
    storage.read,
    repo.id,
    acknowledged.map((entry) => entry.commitOid),
  );
  for (const { opSeq, commitOid } of acknowledged) expect(found.get(commitOid)?.generation).toBe(opSeq);

  const objects = new StoredObjects({ executor: storage.read, repoSeq: repo.seq, cache: new ObjectCache() });
  const stored = await listObjectOids(storage.read, repo.seq, { limit: 1_000_000 });
  for (const oid of stored) {
    const { type, body } = await objects.readObject(oid);
    expect(hashObject(type, body)).toBe(oid);
  }
  const reachable = new Set<string>();
  for (const commit of history.items) {
    reachable.add(commit.oid).add(commit.tree);
    for (const entry of await objects.readTree(commit.tree)) reachable.add(entry.oid);
  }
  expect(new Set(stored)).toEqual(reachable);
  return tip;
}
