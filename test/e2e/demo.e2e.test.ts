import { expect, it } from 'vitest';
import { runNode } from '../helpers/run.js';

it('the demo runs to its end, and leaves no process', async () => {
  const { code, stdout, stderr } = await runNode(['scripts/demo.mjs']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(Number(/(\d+) files of/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(300);
  expect(stdout).toContain('+first, says A');
  expect(stdout).toContain('MERGE_CONFLICT: NOTES.md');
  expect(stdout).toMatch(/hunk [0-9a-f]{12}-1 resolved: merge_commit, conflicted: false/);
  expect(stdout).toMatch(/bytes, equal/);
  expect(stdout).toContain('git fsck --strict: clean');
  expect(stdout).toMatch(/change\.created 9/);
  expect(stdout).toMatch(/Done\. .* 10 steps in/);
  const pid = Number(/process (\d+),/.exec(stdout)?.[1]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
