import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDepot, ERROR_CODES } from 'mesa-depot';
import * as sdk from 'mesa-sdk';
import * as commitments from 'mesa-sdk/commitments';
import { Meshagent } from 'mesa-sdk/meshagent';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../helpers/load-spec.js';
import { ROOT, runNode } from '../helpers/run.js';
import { ERROR_CODES as SPEC_CODES } from '../helpers/spec.js';

const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');

describe('README', () => {
  it('has code that prints what it says', async () => {
    const readme = await read('README.md');
    const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const output = /```text\n([\s\S]*?)```/.exec(readme)?.[1];
    await using depot = await createDepot();
    const folder = await mkdtemp(join(ROOT, 'test', '.readme-'));
    try {
      await writeFile(join(folder, 'main.mjs'), code);
      const { stdout, stderr } = await runNode(['main.mjs'], {
        cwd: folder,
        env: { MESA_API_KEY: depot.apiKey, MESA_API_URL: depot.apiUrl },
      });
      expect(stderr).toBe('');
      expect(stdout).toBe(output);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('docs/errors.md', () => {
  it('lists every code of the server', async () => {
    const page = await read('docs/errors.md');
    for (const code of [...Object.keys(ERROR_CODES), ...SPEC_CODES]) expect(page).toContain(`\`${code}\``);
    const internal = ['OBJECT_', 'DATA_FOLDER_', 'DATABASE_', 'BACKUP_'];
    const public_ = Object.keys(ERROR_CODES).filter(
      (code) => !internal.some((prefix) => code.startsWith(prefix)),
    );
    expect(public_.sort()).toEqual([...SPEC_CODES].sort());
  });

  it('lists every error class of the SDK', async () => {
    const page = await read('docs/errors.md');
    const classes = Object.entries(sdk).filter(
      ([, value]) =>
        typeof value === 'function' && (value === sdk.MesaError || value.prototype instanceof sdk.MesaError),
    );
    expect(classes.length).toBeGreaterThan(15);
    for (const [name] of classes) expect(page).toContain(`\`${name}\``);
  });
});

describe('docs/meshagent.md', () => {
  it('has code that runs', async () => {
    const page = await read('docs/meshagent.md');
    const code = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
    await using depot = await createDepot({ meshagent: true });
    const { meshagentUrl = '', meshagentToken = '' } = depot;
    const folder = await mkdtemp(join(ROOT, 'test', '.docs-'));
    try {
      await writeFile(join(folder, 'main.mjs'), code.replace('http://127.0.0.1:8791', meshagentUrl));
      const env = { MESHAGENT_API_KEY: meshagentToken };
      const stdout = 'front-desk\nfalse\n404 not_found\n';
      expect(await runNode(['main.mjs'], { cwd: folder, env })).toMatchObject({ stderr: '', stdout });
      const headers = { authorization: `Bearer ${meshagentToken}` };
      const answer = await fetch(`${meshagentUrl}/accounts/projects`, { headers });
      expect(await answer.json()).toMatchObject({ projects: [{ name: 'Support desk' }] });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('lists every method of the contract, and every code', async () => {
    const page = await read('docs/meshagent.md');
    const { operations, errorCodes } = loadSpec('meshagent');
    expect(operations.length).toBeGreaterThan(84);
    for (const { id } of operations) expect(page).toContain(`| \`${id}\` |`);
    const rows = [...page.matchAll(/^\| `(\w+)` \| `[A-Z]+ \//gm)].map(([, name]) => name);
    const client = new Meshagent({ token: null });
    const methods = Object.getOwnPropertyNames(client).filter((name) => !Object.keys(client).includes(name));
    expect(rows.sort()).toEqual(methods.sort());
    for (const code of errorCodes) expect(page).toContain(`\`${code}\``);
  });
});

describe('docs/commitments.md', () => {
  it('has code that runs, and prints what it says', async () => {
    const page = await read('docs/commitments.md');
    const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
    const output = /```text\n([\s\S]*?)```/.exec(page)?.[1];
    const adminToken = 'admin-token-of-the-docs';
    await using depot = await createDepot({ commitments: { adminToken } });
    const folder = await mkdtemp(join(ROOT, 'test', '.docs-'));
    try {
      const printed: string[] = [];
      for (const code of blocks) {
        await writeFile(join(folder, 'main.mjs'), code);
        const { stdout, stderr } = await runNode(['main.mjs'], {
          cwd: folder,
          env: { MESA_COMMITMENTS_URL: depot.commitmentsUrl ?? '', MESA_ADMIN_TOKEN: adminToken },
        });
        expect(stderr).toBe('');
        printed.push(stdout);
      }
      expect(printed).toEqual(['active allow\n', output, 'fee_total_usd > 100000\n']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('lists every code of the server and every error of the client', async () => {
    const page = await read('docs/commitments.md');
    const errors = Object.entries(commitments).filter(
      ([, value]) => typeof value === 'function' && value.prototype instanceof Error,
    );
    expect(errors.length).toBeGreaterThan(6);
    const names = errors.map(([name]) => name).filter((name) => name !== 'JsonSyntaxError');
    for (const name of [...loadSpec('commitments').errorCodes, ...names])
      expect(page).toContain(`\`${name}\``);
  });
});
