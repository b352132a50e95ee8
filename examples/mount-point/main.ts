import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Mesa, repo } from 'mesa-sdk';

const run = promisify(execFile);

// Reads MESA_API_KEY and MESA_API_URL from the environment; the organization is that of the key.
const mesa = new Mesa();

const { head_change_id } = await mesa.repos.create({ name: 'handbook' });
const { id } = await mesa.changes.create({
  repo: 'handbook',
  base_change_id: head_change_id,
  message: 'Begin',
  files: [
    { path: 'docs/install.md', text: 'Run npm install.\n' },
    { path: 'docs/start.md', text: 'Run npm start.\n' },
    { path: 'payroll.csv', text: 'nobody,0\n' },
  ],
});
await mesa.bookmarks.move({ repo: 'handbook', bookmark: 'main', change_id: id });

// An agent works on a change of its own, and sees the documents only.
const definition = mesa.fs({
  layout: {
    '/workspace': repo('handbook', {
      mode: 'rw',
      branchedFrom: { bookmark: 'main', as: { bookmark: 'agent', describe: 'Use pnpm' } },
      subPaths: ['docs'],
    }),
    '/reference/before': repo('handbook', { mode: 'ro' }),
  },
  ttl: 600,
});
const { scopes, repos } = await definition.token();
console.log(`its token may ${scopes.join(' and ')} ${repos?.join(', ')}`);

const mountPoint = await mkdtemp(join(tmpdir(), 'mesa-example-'));
const fs = await definition.mount({ mountPoint });
try {
  const bash = async (script: string): Promise<void> => {
    const { stdout } = await run('bash', ['-c', script], { cwd: mountPoint });
    console.log(`$ ${script}`);
    if (stdout !== '') console.log(stdout.trimEnd());
  };
  await bash('find . -type f | sort');
  await bash('grep -rl npm workspace | xargs sed -i s/npm/pnpm/');
  await bash('diff -r reference/before/docs workspace/docs || true');
  await bash('touch reference/before/docs/new.md 2>/dev/null || echo refused');
} finally {
  await fs.close();
  await rm(mountPoint, { recursive: true });
}

const { files, message } = await mesa.changes.get({
  repo: 'handbook',
  change_id: (await mesa.bookmarks.get({ repo: 'handbook', bookmark: 'agent' })).change_id,
});
console.log(`${message}: ${files.join(', ')}`);

await mesa.repos.delete({ repo: 'handbook' });
