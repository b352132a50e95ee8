import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitShell } from '../lib/git-shell.js';

/** Makes a history in one line, of changes to one file among a few, and pushes it to the branch `main` of a repository. */
export async function pushHistory(
  git: GitShell,
  { url, password, commits }: { readonly url: string; readonly password: string; readonly commits: number },
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mesa-bench-history-'));
  try {
    const stream: string[] = [];
    for (let number = 0; number < commits; number++) {
      const text = `change ${number}\n`;
      stream.push(
        'commit refs/heads/main',
        `committer Ada <ada@example.com> ${1_700_000_000 + number} +0000`,
        `data ${text.length}`,
        text,
        `M 100644 inline ${number % 7 === 0 ? 'file' : `other-${number % 7}`}.txt`,
        `data ${text.length}`,
        text,
      );
    }
    await writeFile(join(folder, 'stream'), `${stream.join('\n')}\n`);
    const remote = url.replace('://', `://x:${password}@`);
    await git.run(folder, `git init -q && git fast-import --quiet < stream && git push -q ${remote} main`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
