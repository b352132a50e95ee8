import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDepot, ERROR_CODES } from 'mesa-depot';
import * as sdk from 'mesa-sdk';
import { describe, expect, it } from 'vitest';
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
    const internal = ['OBJECT_', 'DATA_FOLDER_'];
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
