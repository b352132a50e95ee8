import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as mesaRest from './index.js';
import { MesaRest } from './index.js';

const SOURCE = import.meta.dirname;

interface Operation {
  operationId: string;
  'x-mesa-resource': string;
  'x-mesa-items'?: string;
  'x-mesa-function'?: string;
}

const spec = parse(readFileSync(join(SOURCE, '../../../openapi/depot.yaml'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.values(spec.paths).flatMap((path) => Object.values(path));

/** Bundles a piece of code that imports this package, for a browser, and returns the result. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: SOURCE, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    // As bundlers for the web do: what is imported on demand becomes a file of its own.
    splitting: true,
    outdir: 'out',
  });
  return outputFiles.find(({ path }) => path.endsWith('stdin.js'))?.text ?? '';
}

describe('the package', () => {
  it('exports these names', () => {
    expect(Object.keys(mesaRest).sort()).toMatchSnapshot();
  });

  it('has these methods on its resource client', () => {
    const mesa = new MesaRest({ apiKey: 'k' });
    const methods = Object.entries(mesa)
      .filter(([name]) => name !== 'client')
      .map(([name, resource]) => [
        name,
        Object.getOwnPropertyNames(Object.getPrototypeOf(resource)).slice(1).sort(),
      ]);
    expect(Object.fromEntries(methods)).toMatchSnapshot();
  });

  it('has a function and a method for every operation of the spec', () => {
    const mesa = new MesaRest({ apiKey: 'k' }) as unknown as Record<string, Record<string, unknown>>;
    expect(operations.length).toBeGreaterThanOrEqual(39);
    for (const operation of operations) {
      const name = operation['x-mesa-function'] ?? operation.operationId;
      expect(mesaRest).toHaveProperty(name, expect.any(Function));
      const [namespace = '', method = ''] = operation['x-mesa-resource'].split('.');
      expect(mesa[namespace]?.[method], operation['x-mesa-resource']).toBeTypeOf('function');
    }
  });

  it('carries the version of its package.json', async () => {
    const { VERSION } = await import('./generated/version.gen.js');
    const { version } = JSON.parse(readFileSync(join(SOURCE, '../package.json'), 'utf8')) as {
      version: string;
    };
    expect(VERSION).toBe(version);
  });

  it('gives a bundle only the functions it uses, and no zod', async () => {
    const one = await bundle(`import { createMesaClient, whoami } from './index.js';
      console.log(await whoami({ client: createMesaClient() }));`);
    expect(one).toContain('/whoami');
    expect(one).not.toContain('/{org}/{repo}/changes');
    expect(one).not.toContain('ZodType');
    const all = await bundle(`import { MesaRest } from './index.js'; console.log(new MesaRest());`);
    expect(all).toContain('/{org}/{repo}/changes');
    expect(all).not.toContain('ZodType');
    expect(one.length).toBeLessThan(all.length - 10_000);
  });

  it('imports nothing that only Node has', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('testing'),
    );
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const imports = [
        ...readFileSync(join(SOURCE, file), 'utf8').matchAll(/(?:from|import\()\s*'([^'.][^']*)'/g),
      ];
      for (const [, name] of imports) expect(['ky', 'ws', 'yaml', 'zod'], file).toContain(name);
    }
  });
});
