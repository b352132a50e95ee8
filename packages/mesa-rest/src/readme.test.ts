import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { readmeBlocks } from './testing/readme-blocks.js';
import { repo, repoPage } from './testing/samples.js';
import { sendJson, startServer } from './testing/test-server.js';

// That the README's code compiles is tested in types.test.ts.
it('the first example of the README prints what it says', async () => {
  const server = await startServer(({ method, url }, response) => {
    if (method === 'GET') return sendJson(response, 200, repoPage(['site']));
    sendJson(response, 201, url.endsWith('/repos') ? repo('site') : {});
  });
  const folder = mkdtempSync(join(import.meta.dirname, '..', 'node_modules', '.readme-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'example.mjs');
  writeFileSync(file, readmeBlocks()[0] ?? '');
  const env = { ...process.env, MESA_API_KEY: 'k', MESA_API_URL: server.url };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
  expect(stdout).toBe('site\n');
  expect(server.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/acme/repos',
    'POST /v1/acme/site/changes',
    'GET /v1/acme/repos',
  ]);
}, 30_000);
