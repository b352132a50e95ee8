import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../packages/mesa-depot/src/storage/testing/free-port.js';
import { canMount } from '../helpers/can-mount.js';
import { ROOT, runNode } from '../helpers/run.js';

const FOLDER = join(ROOT, 'examples');
/** Runs until it is stopped, so it has a test of its own. */
const SERVERS = ['webhook-receiver'];
const ADMIN_TOKEN = 'admin-token-of-the-examples';
/** Waits for the next minute, so its server has a clock of its own. */
const SCHEDULED = 'meshagent-rooms';
/** Mounts through the kernel, which not every machine can. */
const MOUNTS = ['mount-point', 'shell'];

/** Returns what the README of an example says it prints. */
function expectedOutput(example: string): string {
  const readme = readFileSync(join(FOLDER, example, 'README.md'), 'utf8');
  return /```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
}

/** Takes out what differs from run to run. */
function comparable(output: string): string {
  return output.replace(/\b[0-9a-f]{40}\b/g, '<commit>').replace(/:\d{4,5}\//g, ':<port>/');
}

describe('examples', () => {
  let depot: Depot;
  let env: Record<string, string>;
  beforeEach(async () => {
    depot = await createDepot({ commitments: { adminToken: ADMIN_TOKEN } });
    env = {
      MESA_API_KEY: depot.apiKey,
      MESA_API_URL: depot.apiUrl,
      MESA_COMMITMENTS_URL: depot.commitmentsUrl ?? '',
      MESA_ADMIN_TOKEN: ADMIN_TOKEN,
    };
  });
  afterEach(() => depot.close());

  const programs = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && ![...SERVERS, SCHEDULED].includes(entry.name))
    .filter((entry) => canMount || !MOUNTS.includes(entry.name))
    .map((entry) => entry.name);

  it.each(programs)('%s prints what its README says', async (example) => {
    const { code, stdout, stderr } = await runNode(['--import', 'tsx', 'main.ts'], {
      cwd: join(FOLDER, example),
      env,
    });
    expect(stderr).toBe('');
    expect(comparable(stdout)).toBe(comparable(expectedOutput(example)));
    expect(code).toBe(0);
  });

  it(`${SCHEDULED} prints what its README says`, async () => {
    const start = Date.now();
    // A minute of this server is a second.
    await using server = await createDepot({
      meshagent: true,
      now: () => start + (Date.now() - start) * 60,
    });
    const { code, stdout, stderr } = await runNode(['--import', 'tsx', 'main.ts'], {
      cwd: join(FOLDER, SCHEDULED),
      env: { MESHAGENT_API_URL: server.meshagentUrl ?? '', MESHAGENT_API_KEY: server.meshagentToken ?? '' },
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(expectedOutput(SCHEDULED));
    expect(code).toBe(0);
  });

  it('webhook-receiver prints the events it receives', async () => {
    const example = 'webhook-receiver';
    const mesa = new Mesa({ apiKey: depot.apiKey, apiUrl: depot.apiUrl });
    const port = await freePort();
    const target = await mesa.webhookTargets.create({
      url: `http://127.0.0.1:${port}/webhooks/mesa`,
      events: ['change.created', 'bookmark.moved'],
    });
    const child = spawn(process.execPath, ['--import', 'tsx', 'main.ts'], {
      cwd: join(FOLDER, example),
      env: { PATH: process.env.PATH, ...env, MESA_WEBHOOK_SECRET: target.secret, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const expected = comparable(expectedOutput(example)).trimEnd().split('\n');
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      expect(comparable((await lines.next()).value)).toBe(expected[0]);
      await mesa.repos.create({ name: 'demo' });
      const change = await mesa.changes.create({
        repo: 'demo',
        base_change_id: VIRTUAL_ROOT_CHANGE_ID,
        message: 'Add README',
        files: [{ path: 'README.md', text: '# Demo\n' }],
      });
      await mesa.bookmarks.move({ repo: 'demo', bookmark: 'main', change_id: change.id });
      expect([(await lines.next()).value, (await lines.next()).value]).toEqual(expected.slice(1));
    } finally {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
});
