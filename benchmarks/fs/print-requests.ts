import { sampleTree } from '../lib/sample-tree.js';
import { countRequests } from './count-requests.js';
import { type FsArena, hasProgram } from './fs-arena.js';

const FILES = 100;

/** Programs, what each prepares, and how many files they work on. */
const WORKS: readonly (readonly [title: string, prepare: string, work: string])[] = [
  [`ls -l of ${FILES} files, in a new mount`, 'true', 'ls -lR src'],
  [`cat of ${FILES} files, not read before`, 'true', 'cat src/*/*/*'],
  [`cat of ${FILES} files, once more`, 'true', 'cat src/*/*/*'],
  [`find of ${FILES} files, once more`, 'true', 'find src -size +1000k'],
  [`${FILES} small files written`, 'mkdir new', `for n in $(seq ${FILES}); do echo $n > new/$n; done`],
  [`${FILES} files removed`, 'true', 'rm new/*'],
];

/** Prints what the kernel asks MesaFS while programs work: the same on every machine. */
export async function printRequests(arena: FsArena): Promise<void> {
  if (!hasProgram('strace')) {
    console.log('\nstrace is not installed: requests are not counted.');
    return;
  }
  await arena.createRepo('requests', sampleTree(FILES));
  await using place = await arena.mount('requests');
  const { pid } = place;
  if (pid === undefined) {
    console.log('\nThe process that holds the mount was not found: requests are not counted.');
    return;
  }
  console.log('\nRequests of the kernel, counted');
  for (const [title, prepare, work] of WORKS) {
    await arena.shell.run(place.folder, prepare);
    const counts = await countRequests(pid, () => arena.shell.run(place.folder, work));
    const text = [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
    console.log(`  ${title.padEnd(44)} ${text.join(', ') || 'none'}`);
  }
}
