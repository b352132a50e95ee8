import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { createDepot } from 'mesa-depot';
import { Mesa, VIRTUAL_ROOT_CHANGE_ID } from 'mesa-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The code of the SDK's README compiles, and every block of it runs against a depot of its own. */

const ROOT = join(import.meta.dirname, '..', '..');
const readme = await readFile(join(ROOT, 'packages/mesa-sdk/README.md'), 'utf8');
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

/** What the text before a block has introduced: a client, and the repository `site` as `makeSite` leaves it. */
function toModule(code: string): string {
  const imports = code.match(/^import .*\n/gm) ?? [];
  const body = code.replace(/^import .*\n/gm, '');
  const isWhole = body.includes('const mesa =');
  const preamble = [
    ...(isWhole || /import .*\bMesa\b.* from/.test(imports.join(''))
      ? []
      : ["import { Mesa } from 'mesa-sdk';"]),
    ...imports,
    ...(isWhole
      ? []
      : [
          'const mesa = new Mesa();',
          "const base = await mesa.changes.get({ repo: 'site', change_id: process.env.BASE ?? '' });",
          ...(/const (change|\{.*\bchange\b.*\}) =/.test(body)
            ? ['void base;']
            : [
                "const change = await mesa.changes.get({ repo: 'site', change_id: process.env.CHANGE ?? '' }); void [base, change];",
              ]),
        ]),
  ];
  return `${preamble.join('\n')}\n{\n${body.replaceAll(/^export /gm, 'void ')}\n}\nexport {};\n`;
}

/** A repository where `main` and `feature` changed the same line. */
async function makeSite(mesa: Mesa): Promise<{ BASE: string; CHANGE: string }> {
  const { name: repo } = await mesa.repos.create({ name: 'site' });
  const write = async (base_change_id: string, text: string, path = 'README.md'): Promise<string> =>
    (
      await mesa.changes.create({
        repo,
        base_change_id,
        files: [
          { path, text },
          { path: 'old.txt', text: '' },
        ],
      })
    ).id;
  const base = await write(VIRTUAL_ROOT_CHANGE_ID, '# Site\n');
  const feature = await write(base, '# Their site\n');
  const main = await write(base, '# Our site\n');
  await mesa.bookmarks.move({ repo, bookmark: 'main', change_id: main });
  await mesa.bookmarks.create({ repo, name: 'feature', change_id: feature });
  return { BASE: base, CHANGE: feature };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(ROOT, 'test', 'node_modules', '.sdk-readme-')).catch(() =>
    mkdtemp(join(ROOT, 'node_modules', '.sdk-readme-')),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the code compiles', async () => {
  const names = await Promise.all(
    blocks.map(async (code, index) => {
      await writeFile(join(folder, `block-${index}.mts`), toModule(code));
      return `block-${index}.mts`;
    }),
  );
  const config = {
    extends: join(ROOT, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: true,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      // Blocks show more than they use.
      noUnusedLocals: false,
    },
    files: names,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const result = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
    (error: unknown) => error,
  );
  expect(result).toEqual({ stdout: '', stderr: '' });
});

test.each(
  blocks.map(
    (code, index) => [code.split('\n').find((line) => line && !line.startsWith('import')), index] as const,
  ),
)('runs: %s', async (_, index) => {
  await using depot = await createDepot();
  const site = await makeSite(new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey }));
  const file = join(folder, `run-${index}.mjs`);
  await writeFile(
    file,
    (await transform(toModule(blocks[index] ?? ''), { loader: 'ts', target: 'node20' })).code,
  );
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    env: {
      ...process.env,
      ...site,
      MESA_API_KEY: depot.apiKey,
      MESA_API_URL: depot.apiUrl,
      MESA_WEBHOOK_SECRET: 'whsec_example',
    },
  });
  // A comment at the end of a block is what it prints.
  const printed = /\n\/\/ (.*)\n$/.exec(blocks[index] ?? '')?.[1];
  if (printed !== undefined) expect(stdout.trim()).toBe(printed);
});
