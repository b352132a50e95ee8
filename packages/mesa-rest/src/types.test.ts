import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it, onTestFinished } from 'vitest';

const PACKAGE = join(import.meta.dirname, '..');

const RIGHT = `
import { createMesaClient, createRepo, getContentBytes, listRepos, MesaRest, type Repo } from '../../dist/index.js';
const client = createMesaClient({ apiKey: async () => 'k', fetch: globalThis.fetch, retry: { strategy: 'none' } });
const limit: number | undefined = undefined;
const signal = AbortSignal.timeout(5);
const { data, response } = await listRepos({ client, path: { org: 'acme' }, query: { limit }, timeoutMs: 5, signal });
const names: string[] = data.repos.map((repo: Repo) => repo.name);
const status: number = response.status;
const bytes: Uint8Array = (await getContentBytes({ client, path: { org: 'a', repo: 'b' } })).data;
const mesa = new MesaRest({ client });
for await (const repo of mesa.repos.list({ org: 'acme', limit })) names.push(repo.name);
const options = { idempotencyKey: 'k', headers: { a: 'b' } };
const created: Repo = await mesa.repos.create({ org: 'acme', body: { name: 'x' } }, options);
await createRepo({ client, path: { org: 'acme' }, body: { name: 'x' }, ...options });
await mesa.admin.whoami();
export { bytes, created, status };
`;

const WRONG = `
import { createMesaClient, getRepo, MesaRest } from '../../dist/index.js';
const client = createMesaClient();
await getRepo({ client, path: { org: 'acme' } });
await new MesaRest().repos.get({ org: 'acme', repo: 'r', nope: 1 });
await new MesaRest().repos.create({ org: 'acme', body: { nme: 'r' } });
await new MesaRest({ client, retry: { strategy: 'sometimes' } });
`;

// The published declarations: what they mention, every consumer has to have.
it('the built types compile without those of browsers, strictest settings, and refuse what the spec does not know', () => {
  // Inside the package, so that the types of Node are found.
  const folder = mkdtempSync(join(PACKAGE, 'node_modules', '.consumer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [right, wrong] = [join(folder, 'right.ts'), join(folder, 'wrong.ts')];
  writeFileSync(right, RIGHT);
  writeFileSync(wrong, WRONG);
  const program = ts.createProgram([right, wrong], {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    typeRoots: [join(PACKAGE, 'node_modules', '@types')],
  });
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => ({
    file: file?.fileName,
    line: file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : undefined,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
  expect(problems.filter(({ file }) => file !== wrong)).toEqual([]);
  expect(problems.filter(({ file }) => file === wrong).map(({ line }) => line)).toEqual([4, 5, 6, 7]);
}, 120_000);
