import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDepot } from 'mesa-depot';
import { Mesa } from 'mesa-sdk';
import { expect, test } from 'vitest';
import { canMount } from '../helpers/can-mount.js';

test.skipIf(!canMount)('a filesystem closes while another namespace has a copy of its mount', async () => {
  const depot = await createDepot();
  const mountPoint = mkdtempSync(join(tmpdir(), 'mesa-copied-'));
  const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  const { name: repo } = await mesa.repos.create({ name: 'copied' });
  const fs = await mesa.fs.mount({ repos: [repo], mountPoint });
  const holder = spawn('unshare', ['--mount', 'sh', '-c', 'echo ready; exec sleep 600'], { cwd: '/' });
  try {
    await once(holder.stdout, 'data');
    await fs.writeFile(`/${repo}/a`, 'x');
    await fs.close();
    expect(holder.exitCode).toBeNull();
  } finally {
    holder.kill();
    await depot.close();
    rmSync(mountPoint, { recursive: true });
  }
});
