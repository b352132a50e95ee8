import type { Peer } from '../lib/paired-rounds.js';
import { sampleTree } from '../lib/sample-tree.js';
import { compare } from './compare.js';
import { type FsArena, hasProgram } from './fs-arena.js';

const ROUNDS = 10;
const SCRIPT = 'read -r line < src/part-0/unit-0/file-0.txt';

/** A short script in a mount: by `bash -c` of the machine, with `fs.bash()`, and in a session of it that is kept open. */
export async function benchShell(arena: FsArena): Promise<void> {
  await arena.createRepo('shell', sampleTree(10));
  await using place = await arena.mount('shell');
  const peers: [Peer, ...Peer[]] = [
    { name: 'bash -c', run: () => arena.shell.run(place.folder, `bash -c '${SCRIPT}'`) },
  ];
  const run = async (work: Promise<{ readonly exitCode: number }>): Promise<void> => {
    const { exitCode } = await work;
    if (exitCode !== 0) throw new Error(`exit code ${exitCode} of: ${SCRIPT}`);
  };
  const plain = place.fs.bash({ cwd: '/work', sandbox: false });
  const session = await plain.session();
  peers.push({ name: 'bash.exec, sandbox: false', run: () => run(plain.exec(SCRIPT)) });
  if (hasProgram('bwrap')) {
    const sandboxed = place.fs.bash({ cwd: '/work' });
    peers.push({ name: 'bash.exec', run: () => run(sandboxed.exec(SCRIPT)) });
  } else {
    console.log('\nbubblewrap is not installed: bash.exec in the sandbox is left out.');
  }
  peers.push({ name: 'session.exec', run: () => run(session.exec(SCRIPT)) });
  await compare('a script of one line', ROUNDS, peers as [Peer, Peer]);
  await session.close();
}
