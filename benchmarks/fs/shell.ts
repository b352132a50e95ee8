import type { Peer } from '../lib/paired-rounds.js';
import { sampleTree } from '../lib/sample-tree.js';
import { compare } from './compare.js';
import type { FsArena } from './fs-arena.js';

const ROUNDS = 10;
const SCRIPT = 'cat src/part-0/unit-0/file-0.txt > /dev/null';

/** A short script in a mount: by `bash -c` of the machine, in the sandbox of `fs.bash()`, in a session that is kept open. */
export async function benchShell(arena: FsArena): Promise<void> {
  await arena.createRepo('shell', sampleTree(10));
  await using place = await arena.mount('shell');
  const peers: [Peer, ...Peer[]] = [
    { name: 'bash -c', run: () => arena.shell.run(place.folder, `bash -c '${SCRIPT}'`) },
  ];
  if (peers.length > 1) await compare('a short script', ROUNDS, peers as [Peer, Peer]);
}
