import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { canMount } from '../helpers/can-mount.js';
import { runNode } from '../helpers/run.js';

it('the demo runs to its end, and leaves no process, no mount and no file', {
  timeout: 180_000,
}, async () => {
  const { code, stdout, stderr } = await runNode(['scripts/demo.mjs']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(Number(/(\d+) files of/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(300);
  expect(stdout).toContain('+first, says A');
  expect(stdout).toContain('MERGE_CONFLICT: NOTES.md');
  expect(stdout).toMatch(/hunk [0-9a-f]{12}-1 resolved: merge_commit, conflicted: false/);
  expect(stdout).toMatch(/bytes, equal/);
  if (canMount) {
    expect(stdout).toMatch(/\$ grep -rl "says".*\n +\.\/NOTES\.md/);
    expect(Number(/(\d+) files built/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(100);
    expect(stdout).toContain('6 of 6 documents judged right by the package that was built');
    expect(Number(/and (\d+) more files/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(100);
  } else expect(stdout).toContain('in this process, because this machine cannot');
  expect(stdout).toContain('-last, says B\n   +last, says sed');
  expect(stdout).toContain('git fsck --strict: clean');
  expect(stdout).toContain('Build the package');
  expect(stdout).toMatch(/change\.created 11/);
  expect(stdout).toMatch(/Done\. .* 13 steps in/);

  const pid = Number(/process (\d+),/.exec(stdout)?.[1]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(readdirSync(tmpdir()).filter((name) => stdout.includes(`/${name}/mount`))).toEqual([]);
  if (!canMount) return;
  const mountPoint = /(\S+\/mount)\/demo\n/.exec(stdout)?.[1] as string;
  expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(mountPoint);
  // Whatever served it would name the folder: its helpers are started with it, or work in it.
  const holders = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => readQuietly(`/proc/${name}/cmdline`).includes(mountPoint));
  expect(holders).toEqual([]);
});

/** Processes end while they are looked at. */
function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
