import { setTimeout } from 'node:timers/promises';
import { Mesa, type Sync } from 'mesa-sdk';

// Reads MESA_API_KEY and MESA_API_URL from the environment; the organization is that of the key.
const mesa = new Mesa();

/** Starts a sync, waits until it has ended and prints what became of each ref. */
async function sync(repo: string, direction: Sync['direction'], branches = '*'): Promise<void> {
  const { id } = await mesa.repos.syncUpstream({ repo, direction, ref_globs: { branches } });
  let run = await mesa.repos.getUpstreamSync({ repo, syncId: id });
  while (run.finished_at === null) {
    await setTimeout(100);
    run = await mesa.repos.getUpstreamSync({ repo, syncId: id });
  }
  console.log(`${direction}: ${run.error ?? run.status}`);
  for (const { name, outcome, reason } of run.stats?.refs ?? []) {
    console.log(`  ${name} ${outcome}${reason ? `: ${reason}` : ''}`);
  }
}

/** Writes a file as a change on top of `main`. */
async function write(repo: string, path: string, text: string): Promise<void> {
  const { head_change_id } = await mesa.repos.get({ repo });
  const files = [{ path, text }];
  const change = await mesa.changes.create({ repo, base_change_id: head_change_id, message: path, files });
  await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: change.id });
}

// Any git server will do as an upstream. Here it is another repository of the same depot, which is a git server, too.
const origin = await mesa.repos.create({ name: 'origin' });
await write(origin.name, 'README.md', '# Origin\n');
const apiUrl = new URL(process.env.MESA_API_URL ?? '');
const url = `${apiUrl.origin}/${origin.org}/${origin.name}.git`;

const copy = await mesa.repos.create({
  name: 'copy',
  upstream: { url, auth: { kind: 'token', token: process.env.MESA_API_KEY ?? '' } },
});
await sync(copy.name, 'pull');
console.log((await mesa.content.getText({ repo: copy.name, path: 'README.md' })).trimEnd());

await write(copy.name, 'notes.md', 'Written in the copy.\n');
await sync(copy.name, 'push', 'main');
console.log((await mesa.content.getText({ repo: origin.name, path: 'notes.md' })).trimEnd());

// Both go on: now a sync can move neither forward, so it leaves both as they are.
await write(origin.name, 'README.md', '# Origin, continued\n');
await write(copy.name, 'README.md', '# Copy\n');
await sync(copy.name, 'pull');

for (const { name } of [copy, origin]) await mesa.repos.delete({ repo: name });
