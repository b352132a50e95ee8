import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { note } from './output.mjs';

const execute = promisify(execFile);
const script = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Runs programs of this machine on the files of a mounted repository: a search, a build, a test and an edit. */
export async function workInMount(folder, tree) {
  const { PATH, HOME } = process.env;
  // The package's own dependencies are beside it where it is installed, and no part of the repository.
  const env = { PATH, HOME, NODE_PATH: dirname(tree.folder) };
  const run = async (title, program, args) => {
    const from = performance.now();
    const { stdout } = await execute(program, args, { cwd: folder, env, timeout: 120_000 });
    note(`$ ${title}   (${Math.round(performance.now() - from)} ms)`);
    if (stdout !== '') note(`  ${stdout.trimEnd().split('\n').join('\n  ')}`);
  };
  await run('grep -rl "says" . | sort', 'bash', ['-c', 'grep -rl "says" . | sort']);
  if (tree.files.some(({ path }) => path === 'lib/ajv.ts')) {
    await run('node build-package.mjs', process.execPath, [script('build-package.mjs')]);
    await run('node test-package.cjs', process.execPath, [script('test-package.cjs')]);
  } else {
    const main = tree.files.find(({ path }) => path.endsWith('.js'));
    await run(`node --check ${main.path}`, process.execPath, ['--check', main.path]);
  }
  await run("sed -i 's/says B/says sed/' NOTES.md", 'sed', ['-i', 's/says B/says sed/', 'NOTES.md']);
  await run('du -sh --apparent-size .', 'du', ['-sh', '--apparent-size', '.']);
}

/** The same edit where no program of this machine sees the files: with the methods of the filesystem. */
export async function workInProcess(fs, repo) {
  const path = `/${repo}/NOTES.md`;
  await fs.writeFile(path, (await fs.readFile(path)).replace('says B', 'says sed'));
  note(`${path} edited by the methods of the filesystem`);
}
