import type { Shape } from '../../vcs/testing/any-history.js';
import { GitRepo } from '../../vcs/testing/git-repo.js';

/** A git repository with a generated history. */
export interface GeneratedRepo {
  readonly git: GitRepo;
  /** The oid of each commit of the shape. */
  readonly oids: readonly string[];
}

const FIRST_SECOND = 1_600_000_000;

/**
 * Makes a real git repository whose history has this shape. Every commit changes a few files of a small tree, so
 * that files come, change, move and go; each is at `refs/heads/c<n>`, one hour after the one before.
 */
export function generateRepo(shape: Shape): GeneratedRepo {
  const git = new GitRepo();
  const script: string[] = [];
  for (const [at, parents] of shape.entries()) {
    const message = `commit ${at}\n`;
    script.push(
      `commit refs/heads/c${at}`,
      `mark :${at + 1}`,
      `committer Ada <ada@example.com> ${FIRST_SECOND + at * 3600} +0000`,
      `data ${Buffer.byteLength(message)}`,
      message,
    );
    for (const [index, parent] of parents.entries())
      script.push(`${index === 0 ? 'from' : 'merge'} :${parent + 1}`);
    for (const change of changesOf(at)) script.push(change);
    script.push('');
  }
  git.run(['fast-import', '--quiet'], `${script.join('\n')}\n`);
  return { git, oids: shape.map((_, at) => git.run(['rev-parse', `refs/heads/c${at}`]).trim()) };
}

function changesOf(at: number): string[] {
  const inline = (mode: string, path: string, text: string) =>
    `M ${mode} inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}`;
  const spot = at % 4;
  return [
    inline('100644', `d${spot}/sub/f${at % 7}`, `text ${at} ${'x'.repeat((at * 37) % 90)}\n`),
    inline(at % 3 === 0 ? '100755' : '100644', `f${at % 5}`, `same ${at % 9}\n`),
    inline('120000', `d${(at + 1) % 4}/link`, `../f${at % 5}`),
    `M 040000 ${EMPTY_TREE} nothing`,
    ...(at % 5 === 4 ? [`D d${(at + 2) % 4}`] : []),
    // A submodule is a commit of elsewhere, which nobody sends.
    ...(at % 6 === 5 ? [`M 160000 ${'1'.repeat(39)}${at % 10} module`] : []),
  ];
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
