import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Depot, exportFromFolder } from 'mesa-depot';
import { ok } from '../../contract/world.js';
import type { ContractClient, ContractRequest } from '../send.js';

/** How much there was to check. */
export interface DepotCheck {
  readonly repos: number;
  readonly bookmarks: number;
  readonly changes: number;
}

const run = promisify(execFile);

/**
 * Checks that all a depot holds is whole: it says it is well, every bookmark leads to a change, every change listed and
 * all its files can be read, and every repository exports to one that `git fsck --strict` finds nothing in.
 *
 * @throws Error at the first thing that is not so.
 */
export async function checkDepot(depot: Depot, org: string, send: ContractClient): Promise<DepotCheck> {
  const health = await fetch(`${depot.url}/healthz`);
  if (!health.ok) throw new Error(`/healthz answers ${health.status}`);

  const repos = await listAll(send, 'listRepos', { path: { org } }, 'repos');
  const folder = await mkdtemp(join(tmpdir(), 'mesa-fuzz-'));
  let bookmarks = 0;
  let changes = 0;
  try {
    for (const { name, id } of repos) {
      const counts = await checkRepo(send, { org, repo: name });
      bookmarks += counts.bookmarks;
      changes += counts.changes;
      const to = join(folder, id);
      await exportFromFolder({ dataFolder: depot.dataFolder, org, repo: name, to });
      await fsck(to, name);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { repos: repos.length, bookmarks, changes };
}

async function checkRepo(
  send: ContractClient,
  path: { org: string; repo: string },
): Promise<Omit<DepotCheck, 'repos'>> {
  const seen = new Set<string>();
  const bookmarks = await listAll(send, 'listBookmarks', { path }, 'bookmarks');
  for (const { name } of bookmarks) {
    const { change_id } = ok(await send('getBookmark', { path: { ...path, bookmark: name } }));
    ok(await send('getContent', { path, query: { change_id, depth: 10 } }));
    for (const { id } of await listAll(send, 'listChanges', { path, query: { bookmark: name } }, 'changes')) {
      if (seen.has(id)) continue;
      seen.add(id);
      ok(await send('getChange', { path: { ...path, change_id: id } }));
    }
  }
  return { bookmarks: bookmarks.length, changes: seen.size };
}

// biome-ignore lint/suspicious/noExplicitAny: items of every list
type Items = any[];

async function listAll(
  send: ContractClient,
  operation: string,
  request: ContractRequest,
  items: string,
): Promise<Items> {
  const all: Items = [];
  let cursor: string | null = null;
  do {
    const query = { ...request.query, limit: 100, ...(cursor === null ? {} : { cursor }) };
    const page: Record<string, Items> & { next_cursor: string | null } = ok(
      await send(operation, { ...request, query }),
    );
    all.push(...(page[items] ?? []));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

async function fsck(repo: string, name: string): Promise<void> {
  try {
    const { stdout, stderr } = await run(
      'git',
      ['-C', repo, 'fsck', '--strict', '--no-dangling', '--no-progress'],
      {
        env: { PATH: process.env.PATH, HOME: repo, GIT_CONFIG_NOSYSTEM: '1' },
      },
    );
    if (/^(error|warning|missing|broken)/m.test(stdout + stderr)) throw new Error(stdout + stderr);
  } catch (error) {
    throw new Error(`git fsck --strict refuses the export of ${name}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
