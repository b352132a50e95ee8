import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FuseMount } from './index.js';
import { bash, KernelMounts, VARIANTS } from './testing/kernel-mounts.js';

let mounts: KernelMounts;
beforeAll(async () => {
  mounts = await KernelMounts.create();
}, 30_000);
afterAll(() => mounts?.close(), 30_000);

const GIT =
  'export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null HOME="$PWD"; git() { command git -c user.name=A -c user.email=a@x -c protocol.file.allow=always -c init.defaultBranch=main "$@"; };';
const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

describe.each(VARIANTS)('programs work on a mount (%s)', (variant) => {
  let mount: FuseMount;
  beforeAll(async () => {
    mount = await mounts.mount(variant);
  });
  afterAll(() => mount?.unmount());

  test('git: init, 100 files, branch, merge, clone, worktree, gc, fsck', { timeout: 60_000 }, async () => {
    const out = await bash(
      mount.mountPoint,
      `${GIT}
       mkdir git && cd git
       git init -q one && cd one
       for i in $(seq 100); do mkdir -p "d$((i % 10))"; echo "file $i" > "d$((i % 10))/f$i"; done
       git add . && git commit -qm first
       git checkout -qb side && echo side > side && git add side && git commit -qm side
       git checkout -q main && echo main >> d1/f1 && git commit -qam main
       git merge -q --no-edit side
       git mv d2 moved && git commit -qm moved
       git worktree add -q ../tree side && git worktree remove ../tree
       cd .. && git clone -q one two && cd two
       echo more > more && git add more && git commit -qm more && git push -q origin HEAD:pushed
       cd ../one && git gc -q && git fsck --strict && git status --porcelain
       git log --oneline pushed | wc -l && ls moved | wc -l`,
    );
    expect(out.trim().split('\n').slice(-2)).toEqual(['6', '10']);
  });

  test('tar: what was packed comes out the same', { timeout: 30_000 }, async () => {
    const out = await bash(
      mount.mountPoint,
      `mkdir tar && cd tar && tar -C /usr/include -cf in.tar asm-generic && mkdir out && tar -C out -xf in.tar
       diff -r /usr/include/asm-generic out/asm-generic && tar -C /usr/include -df in.tar && tar -C out -df in.tar && echo same`,
    );
    expect(out).toBe('same\n');
  });

  test.runIf(has('rsync'))('rsync -a: a second run finds nothing to do', { timeout: 30_000 }, async () => {
    const out = await bash(
      mount.mountPoint,
      `mkdir rsync && rsync -a /usr/include/asm-generic rsync/ && rsync -ani --checksum /usr/include/asm-generic rsync/ | wc -l
       rsync -a --delete rsync/asm-generic/ rsync/again/ && diff -r rsync/asm-generic rsync/again && echo same`,
    );
    expect(out).toBe('0\nsame\n');
  });

  test.runIf(has('sqlite3'))('sqlite3: journals, rollback and integrity', { timeout: 30_000 }, async () => {
    const out = await bash(
      mount.mountPoint,
      `for mode in delete truncate persist wal; do
         sqlite3 "$mode.db" "pragma journal_mode = $mode" "create table t (n)" \\
           "with recursive r(n) as (select 1 union all select n + 1 from r where n < 1000) insert into t select n from r" \\
           "begin; delete from t; rollback" "update t set n = n + 1 where n > 500" \\
           "select sum(n) from t" "pragma integrity_check"
       done`,
    );
    expect(out).toBe(
      ['delete', 'truncate', 'persist', 'wal'].map((mode) => `${mode}\n501000\nok\n`).join(''),
    );
  });

  test('64 programs at once make, read, rename and remove', { timeout: 60_000 }, async () => {
    const out = await bash(
      mount.mountPoint,
      `mkdir many && cd many
       work() { for j in 1 2 3 4 5; do
         echo "$1-$j" > "f$1-$j" && read -r line < "f$1-$j" && [ "$line" = "$1-$j" ] && mv "f$1-$j" "g$1-$j" && echo "$1" >> shared
       done; }
       for i in $(seq 64); do work "$i" & done; wait
       ls | grep -c '^g' && wc -l < shared && rm -f g* && ls`,
    );
    expect(out).toBe('320\n320\nshared\n');
  });
});
