// Makes a fresh clone ready: the pinned pnpm, the dependencies of the lockfile, the built packages.
// Plain Node without dependencies, because nothing is installed when it starts. Quick when nothing changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BIN, capture, duration, ROOT } from './lib/exec.mjs';

const CACHE = join(ROOT, '.cache');
const STAMP = join(CACHE, 'installed.json');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Thrown when the machine cannot be made ready; the message says what to do about it. */
class BootstrapError extends Error {
  name = 'BootstrapError';
}

/**
 * Makes sure that the repository can be run: checks Node, then gets pnpm, installs and builds where needed.
 * What this process starts afterwards finds the pinned pnpm on its `PATH`.
 *
 * @param {{ build?: boolean }} [options] `build: false` stops after the install.
 * @throws {BootstrapError} When Node is too old, or a step failed; the message carries the step's output.
 */
export async function bootstrap({ build = true } = {}) {
  requireNode();
  await usePnpm();
  if (installFingerprint() !== recordedFingerprint()) {
    await step('installing the dependencies', 'pnpm', ['install', '--frozen-lockfile'], {
      hint:
        'If the npm registry could not be reached, try again. ' +
        'If the lockfile does not fit the manifests, run `pnpm install` and commit pnpm-lock.yaml.',
    });
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(STAMP, JSON.stringify({ installed: installFingerprint() }));
  }
  if (!build) return;
  // turbo compares the sources with its own cache: nothing to do takes it a fraction of a second, and it puts
  // back a `dist` that somebody deleted or built from another state of the sources.
  await step('building the packages', join(BIN, 'turbo'), ['run', 'build', '--output-logs=errors-only'], {
    hint: 'The sources do not compile; `pnpm typecheck` shows the same errors.',
    quietBelowMs: 3000,
  });
}

function requireNode() {
  const wanted = /(\d+)\.(\d+)/.exec(manifest.engines.node);
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = [Number(wanted[1]), Number(wanted[2])];
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new BootstrapError(
    `Node ${wantedMajor}.${wantedMinor} or newer is needed, this is ${process.versions.node}. ` +
      'Install a newer Node (https://nodejs.org) and run the command again.',
  );
}

/**
 * Puts the pnpm of `packageManager` on the `PATH`: the one that is there when its version is equal, else one of
 * the repository's own under `.cache`. Never installs anything globally.
 */
async function usePnpm() {
  const version = manifest.packageManager.split('@')[1];
  const own = join(CACHE, `pnpm-${version}`);
  const ownBin = join(own, 'node_modules', '.bin');
  if (existsSync(join(ownBin, 'pnpm'))) return prependPath(ownBin);
  if (onPath(version)) return;

  mkdirSync(own, { recursive: true });
  const [command, args] = npm();
  await step(
    `getting pnpm ${version}`,
    command,
    [
      ...args,
      'install',
      '--prefix',
      own,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `pnpm@${version}`,
    ],
    { hint: 'Check that the npm registry can be reached, then try again.' },
  );
  prependPath(ownBin);
}

/**
 * Returns whether the first pnpm on the `PATH` is of this version, reading its manifest beside the program:
 * starting it takes a third of a second, and inside the repository it may try to replace itself.
 */
function onPath(version) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const program = join(folder, 'pnpm');
    if (folder === '' || !existsSync(program)) continue;
    for (const place of [join(folder, '..', 'lib', 'node_modules', 'pnpm'), join(folder, '..', 'pnpm')]) {
      const file = join(place, 'package.json');
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version === version;
    }
    return false;
  }
  return false;
}

/** Returns how to start npm: the one that started this script, so that both are of the same Node. */
function npm() {
  const started = process.env.npm_execpath ?? '';
  return basename(started) === 'npm-cli.js' ? [process.execPath, [started]] : ['npm', []];
}

function prependPath(folder) {
  process.env.PATH = `${folder}${delimiter}${process.env.PATH ?? ''}`;
}

/**
 * Returns a fingerprint of everything that decides what is installed, and of the trace that every pnpm install
 * leaves behind, so that an install made by hand since is noticed too.
 */
function installFingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const manifests = ['packages', 'examples'].flatMap((folder) =>
    existsSync(join(ROOT, folder))
      ? readdirSync(join(ROOT, folder))
          .map((name) => join(folder, name, 'package.json'))
          .sort()
      : [],
  );
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests]) {
    if (existsSync(join(ROOT, file))) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  const trace = join(ROOT, 'node_modules', '.modules.yaml');
  hash.update(existsSync(trace) ? String(statSync(trace).mtimeMs) : 'nothing installed');
  return hash.digest('hex');
}

function recordedFingerprint() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')).installed;
  } catch {
    return undefined;
  }
}

async function step(what, command, args, { hint, quietBelowMs = 0 }) {
  const start = Date.now();
  let announced = false;
  const announce = () => {
    announced = true;
    process.stderr.write(`[bootstrap] ${what} ...\n`);
  };
  const timer = quietBelowMs > 0 ? setTimeout(announce, quietBelowMs) : void announce();
  // CI: pnpm then never asks a question and never changes the lockfile.
  const { code, output } = await capture(command, args, { env: { CI: '1' } });
  clearTimeout(timer);
  if (code !== 0) {
    throw new BootstrapError(`${what} failed (exit code ${code}).\n\n${output}\n\n${hint}`);
  }
  if (announced) process.stderr.write(`[bootstrap] ${what}: done in ${duration(Date.now() - start)}\n`);
}

/** Runs {@link bootstrap} for a command: a failure is shown in a few lines, without a stack, and ends the process. */
export async function bootstrapOrExit(options) {
  try {
    await bootstrap(options);
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    process.stderr.write(`[bootstrap] ${error.message}\n`);
    process.exit(1);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bootstrapOrExit();
}
