import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bash } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { canMount } from '../helpers/can-mount.js';
import { hasProgram } from '../helpers/has-program.js';
import { KernelMounted } from '../helpers/kernel-mounted.js';

const LONG_MS = 110_000;
const GIT = `export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.com`;

/** Commits one row after the other, and says so once it is done. */
const WRITER = `import sqlite3, sys
base = sqlite3.connect('base.db', isolation_level=None)
base.execute('pragma journal_mode = ' + sys.argv[1])
base.execute('create table if not exists t (n integer primary key, s text)')
first = (base.execute('select max(n) from t').fetchone()[0] or 0) + 1
for n in range(first, first + 100000):
    base.execute('insert into t values (?, ?)', (n, 'x' * (n % 3000)))
    print(n, flush=True)
`;
const READER = `import sqlite3
base = sqlite3.connect('base.db')
print(base.execute('pragma integrity_check').fetchone()[0], base.execute('select count(*), max(n) from t').fetchone())
`;

describe.skipIf(!canMount)('on a mounted repository', { timeout: LONG_MS }, () => {
  let mounted: KernelMounted;
  beforeAll(async () => {
    mounted = await KernelMounted.create();
  });
  afterAll(() => mounted?.close());

  test('git does all that it does, and the server gets the files and nothing of .git', async () => {
    const folder = await mounted.folder('git');
    const script = `${GIT}
git init -q -b main origin && cd origin
mkdir src && for i in {1..200}; do echo "line $i" > src/f$i.txt; done
git add . && git commit -qm one && git status --porcelain
git switch -qc topic && sed -i s/line/LINE/ src/f1.txt && git commit -qam topic
git switch -q main && echo more >> src/f2.txt && git commit -qam more
git merge -q --no-edit topic
git switch -qc rebased HEAD~1 && echo x > src/new.txt && git add . && git commit -qm new && git rebase -q main
git worktree add -q ../tree topic && (cd ../tree && echo tree > tree.txt && git add . && git commit -qm tree)
cd .. && git clone -q origin copy && cd copy && git switch -qc moved
git mv src/f3.txt src/moved.txt && git commit -qm moved && git push -q origin moved
echo dirty >> src/f4.txt && git stash -q && git stash pop -q && git checkout -q .
cd ../origin && git gc -q && git fsck --strict --no-progress
git log --oneline --all | wc -l; git worktree list | wc -l; git status --porcelain; cat src/f1.txt`;
    expect(await bash(folder, script, LONG_MS)).toBe('7\n2\nLINE 1\n');
    const stored = await mounted.onServer('git');
    expect([...stored.keys()].filter((path) => path.split('/').includes('.git'))).toEqual([]);
    expect(stored.size).toBeGreaterThanOrEqual(201 + 201 + 201);
    expect(Buffer.from(stored.get('origin/src/f1.txt') ?? []).toString()).toBe('LINE 1\n');
  });

  test('npm installs a package and its program', async () => {
    const folder = await mounted.folder('npm');
    const script = `mkdir -p pack/lib app
echo '{"name":"local-pack","version":"1.0.0","main":"lib/index.js","bin":{"hello":"lib/cli.js"}}' > pack/package.json
echo 'module.exports = () => 42;' > pack/lib/index.js
printf '#!/usr/bin/env node\\nconsole.log("hello", require("./index.js")());\\n' > pack/lib/cli.js
cd app && echo '{"name":"app","version":"1.0.0"}' > package.json
npm install --no-audit --no-fund --offline --install-links ../pack > ../npm.log 2>&1 || { cat ../npm.log >&2; exit 1; }
./node_modules/.bin/hello`;
    expect(await bash(folder, script, LONG_MS)).toBe('hello 42\n');
  });

  test('tar and rsync bring back what they took, and see that nothing is left to do', async () => {
    const folder = await mounted.folder('copies');
    const script = `mkdir from
for i in {1..40}; do mkdir -p from/d$((i % 7)); head -c $((i * 97)) /dev/urandom > from/d$((i % 7))/f$i; done
ln -s d1/f1 from/link; chmod 755 from/d1/f1; touch -d @1234567890.5 from/d2/f2
tar --format=posix -cf all.tar from && mkdir to && tar xf all.tar -C to && diff -r from to/from && (cd to && tar df ../all.tar)
stat -c %y to/from/d2/f2 | cut -d. -f2 | cut -c1
${hasProgram('rsync') ? 'rsync -a from/ synced && diff -r from synced && rsync -ain from/ synced' : ''}`;
    expect(await bash(folder, script, LONG_MS)).toBe('5\n');
    const stored = await mounted.onServer('copies/from');
    expect(stored.size).toBe(40);
    for (const [path, bytes] of stored)
      expect((await readFile(join(folder, 'to/from', path))).equals(bytes)).toBe(true);
  });

  test('Python compiles and packs modules, and loads them', async () => {
    const folder = await mounted.folder('python');
    const script = `echo 'answer = 42' > mod.py && python3 - <<'END'
import compileall, os, tempfile, zipfile
compileall.compile_file('mod.py', quiet=1)
with zipfile.ZipFile('packed.zip', 'w') as packed: packed.write('mod.py', 'packed.py')
with tempfile.NamedTemporaryFile(dir='.') as file: file.write(b'x')
import sys; sys.path.insert(0, 'packed.zip')
import mod, packed
print(mod.answer, packed.answer, sorted(os.listdir('.')))
END`;
    expect(await bash(folder, script)).toBe("42 42 ['__pycache__', 'mod.py', 'packed.zip']\n");
  });

  test.skipIf(!hasProgram('gcc') || !hasProgram('ar'))(
    'a compiler makes a library and a program',
    async () => {
      const folder = await mounted.folder('compiler');
      const script = `printf 'int answer(void){return 42;}' > answer.c
printf '#include <stdio.h>\\nint answer(void);int main(void){printf("%%d\\\\n",answer());return 0;}' > main.c
gcc -c answer.c main.c && ar rcs libanswer.a answer.o && gcc -o main main.o -L. -lanswer && ./main`;
      expect(await bash(folder, script)).toBe('42\n');
    },
  );

  test.each(['delete', 'truncate', 'persist'])(
    'sqlite loses nothing when its writer is killed (%s)',
    async (mode) => {
      const folder = await mounted.folder(`sqlite-${mode}`);
      let acknowledged = 0;
      for (let round = 0; round < 3; round += 1) {
        const writer = spawn('python3', ['-c', WRITER, mode], {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const ended = new Promise((resolve) => writer.once('close', resolve));
        const lines = createInterface(writer.stdout);
        const begun = new Promise((resolve) => lines.once('line', resolve));
        lines.on('line', (line) => {
          acknowledged = Number(line);
        });
        await begun;
        await delay(randomInt(100, 700));
        writer.kill('SIGKILL');
        await ended;
        const [verdict, count, last] = (await bash(folder, `python3 -c "${READER}"`)).split(/[\s(),]+/);
        expect(verdict).toBe('ok');
        expect(count).toBe(last);
        expect(Number(last)).toBeGreaterThanOrEqual(acknowledged);
      }
      expect(acknowledged).toBeGreaterThan(3);
    },
  );
});
