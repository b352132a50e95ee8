// Holds the arrows between the packages and between the layers inside them: imports point one way, downwards.
// The map of docs/architecture.md, as a rule.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { ROOT } from './lib/exec.mjs';

/** What is neither a type nor a schema and may be shared all the same: both sides have to make the same bytes. */
const SHARED_SUBPATHS = ['zod', 'canonical-json', 'meshagent-formats', 'meshagent-templates'];

/**
 * Per package: its layers from the top down, where a layer may import itself and those below it; those that share
 * a line know nothing of each other. A layer is a file or folder of `src`, without suffix, and `*` is every file
 * beside them that has no line of its own. `siblings` are the packages of this repository that may be imported:
 * whole, or only for their types. `portable` packages run in browsers and on the edge too, so they may not use
 * what only Node has, but for the layers in `nodeOnly`, which are loaded lazily.
 */
const PACKAGES = {
  'mesa-rest': {
    layers: [
      ['index', 'zod', 'commitments', 'meshagent'],
      ['mesa-rest', 'subscribe-deliberation'],
      ['generated/depot/resources.gen'],
      [
        'generated/depot/functions.gen',
        'generated/commitments/functions.gen',
        'generated/meshagent/functions.gen',
      ],
      ['*'],
      ['canonical-json', 'meshagent-formats', 'meshagent-templates'],
      ['errors', 'generated'],
      ['retry-after'],
    ],
    siblings: {},
    portable: true,
  },
  'mesa-sdk': {
    layers: [
      ['index', 'commitments', 'meshagent'],
      ['mesa'],
      ['fs/node'],
      ['bash'],
      ['fs/door'],
      ['fs'],
      ['resources', 'webhooks'],
      ['core'],
      ['fs/kernel'],
      ['errors', 'version'],
    ],
    siblings: { 'mesa-rest': 'whole' },
    portable: true,
    nodeOnly: ['fs/node', 'fs/door', 'fs/kernel', 'bash'],
  },
  'mesa-depot': {
    layers: [
      ['cli'],
      ['index'],
      ['depot'],
      ['commitments', 'meshagent'],
      ['maintenance', 'http'],
      ['jobs'],
      ['git'],
      ['service'],
      ['vcs'],
      ['objects'],
      ['storage'],
      ['errors'],
    ],
    siblings: { 'mesa-rest': 'types' },
    portable: false,
  },
};

const problems = Object.entries(PACKAGES).flatMap(([name, rules]) =>
  sources(join(ROOT, 'packages', name, 'src')).flatMap((file) => problemsOf(name, rules, file)),
);
if (problems.length > 0) {
  process.stdout.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write('All imports point downwards.\n');

/** Returns the TypeScript files below a folder. Tests are left out: they may start whatever they test. */
function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file) && !file.split(sep).includes('testing'))
    .sort();
}

function problemsOf(packageName, rules, file) {
  const src = join(ROOT, 'packages', packageName, 'src');
  const layer = layerOf(rules, src, file);
  const rank = rankOf(rules, layer);
  const called = (name) => (name === '*' ? 'the rim' : name);
  const complain = (line, text) => `${relative(ROOT, file)}:${line}  ${text}`;
  if (rank === -1)
    return [complain(1, `"${layer}" has no place in the layers of ${packageName}: scripts/check-layers.mjs`)];

  return importsOf(file).flatMap(({ specifier, typeOnly, line }) => {
    if (specifier.startsWith('.')) {
      const target = resolve(dirname(file), specifier);
      if (!target.startsWith(src + sep)) return [complain(line, `${specifier} is outside of the package`)];
      const other = layerOf(rules, src, target);
      const otherRank = rankOf(rules, other);
      if (other === layer || otherRank > rank) return [];
      return [complain(line, `${called(layer)} must not import ${called(other)}: ${specifier}`)];
    }
    const [first = ''] = specifier.split('/');
    if (first in PACKAGES) {
      const allowed = rules.siblings[first];
      if (allowed === undefined) return [complain(line, `${packageName} must not import ${first}`)];
      const isShared = SHARED_SUBPATHS.some((subpath) => specifier === `${first}/${subpath}`);
      if (allowed === 'types' && !typeOnly && !isShared) {
        return [complain(line, `${packageName} may import only types from ${first}: write "import type"`)];
      }
      return [];
    }
    const isPortable = rules.portable && !rules.nodeOnly?.includes(layer);
    if (isPortable && (specifier.startsWith('node:') || builtinModules.includes(specifier))) {
      return [complain(line, `${packageName} runs in browsers too and must not import ${specifier}`)];
    }
    return [];
  });
}

/** Returns the layer of a file: the longest of the listed paths that leads to it, or its first folder. */
function layerOf({ layers }, src, file) {
  const path = relative(src, file)
    .split(sep)
    .join('/')
    .replace(/\.[jt]s$/, '');
  const listed = layers.flat().filter((name) => path === name || path.startsWith(`${name}/`));
  if (listed.length > 0)
    return listed.reduce((longest, name) => (name.length > longest.length ? name : longest));
  const isBeside = !path.includes('/') && layers.flat().includes('*');
  return isBeside ? '*' : path.split('/')[0];
}

function rankOf({ layers }, layer) {
  return layers.findIndex((names) => names.includes(layer));
}

/** Returns the modules that a file imports or re-exports, statically or by `import()`, and whether only as types. */
function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found = [];
  const add = (node, typeOnly) => {
    if (!ts.isStringLiteralLike(node)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push({ specifier: node.text, typeOnly, line });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
