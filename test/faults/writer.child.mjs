import { writeFile } from 'node:fs/promises';
import { Mesa } from 'mesa-sdk';

/*
 * Plain JavaScript, so that it starts at once: a process that mounts a change, writes to it for ever, and says what was acknowledged, line by line, for a parent that kills
 * it. Arguments: URL, key, repository, change, prefix of its files, folder of the journal, how long a write waits, and where to mount:
 * then it writes as any program does.
 */
const [
  apiUrl = '',
  apiKey = '',
  repo = '',
  changeId = '',
  prefix = '',
  journal = '',
  writeTimeoutMs,
  mountPoint,
] = process.argv.slice(2);

const mesa = new Mesa({ apiUrl, apiKey });
const fs = await mesa.fs.mount({
  repos: [{ name: repo, changeId }],
  journal: { path: journal },
  writeTimeoutMs: Number(writeTimeoutMs),
  mountPoint,
});
await fs.change.edit({ repo, changeId });
say({ kind: 'ready' });

await Promise.all(
  [0, 1, 2].map(async (loop) => {
    for (let step = 0; ; step++) {
      const path = `${prefix}${loop}-${step % 10}.txt`;
      const text = `${prefix}${loop}.${step} ${'x'.repeat(step % 7 === 0 ? 300_000 : 10)}\n`;
      say({ kind: 'begin', path, text: text.slice(0, 24) });
      try {
        if (mountPoint === undefined) await fs.writeFile(`/${repo}/${path}`, text);
        else await writeFile(`${mountPoint}/${repo}/${path}`, text);
        say({ kind: 'stored', path, text: text.slice(0, 24) });
      } catch (error) {
        // Not on the server, but in the journal: the message says where, or it is `close` that fails in a program.
        const isKept = mountPoint === undefined ? error.message.includes(journal) : isUnsent(error);
        say({ kind: isKept ? 'kept' : 'failed', path, text: text.slice(0, 24), why: String(error) });
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }),
);

function isUnsent({ code, syscall }) {
  return code === 'EIO' && syscall === 'close';
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
