import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const CLI = fileURLToPath(new URL('../../packages/mesa-depot/dist/cli.js', import.meta.url));

/** Starts `mesa-depot serve` on a free port and returns what it printed. `cleanUps` gets what stops it. */
export async function startDepot(folder, cleanUps) {
  const args = [CLI, 'serve', '--port', '0', '--log-level', 'warn', '--data', join(folder, 'data'), '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  cleanUps.push(async () => {
    child.kill('SIGTERM');
    const [code] = await exited;
    if (code !== 0) throw new Error(`the depot ended with code ${code}`);
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(([code]) =>
      Promise.reject(new Error(`the depot ended with code ${code} before it was ready`)),
    ),
  ]);
  return JSON.parse(line);
}

/** Exports a repository while the depot serves it, and has git check every object. Returns what git found. */
export async function exportAndCheck(folder, depot, repo) {
  const bare = join(folder, `${repo}.git`);
  const args = [CLI, 'export', repo, bare, '--data', join(folder, 'data'), '--org', depot.org];
  await execute(process.execPath, args);
  try {
    await execute('git', ['--git-dir', bare, 'fsck', '--full', '--strict']);
    const { stdout } = await execute('git', ['--git-dir', bare, 'log', '--oneline', '--graph', '-8', 'main']);
    return `git fsck --strict: clean\n${stdout}`;
  } catch (error) {
    if (error.code === 'ENOENT') return 'exported; git is not installed here, so nobody checked it';
    throw error;
  }
}
