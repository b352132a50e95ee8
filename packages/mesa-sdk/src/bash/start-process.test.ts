import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startProcess } from './start-process.js';

it.runIf(process.platform === 'linux')(
  'closes what it holds of a process that its kill does not reach',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mesa-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // In a session of its own, as what a sandbox leaves behind that is killed while it is being made.
    const left = `touch "$0/begun"; cat <&3; touch "$0/over"`;
    const child = startProcess({
      file: 'sh',
      args: ['-c', `setsid sh -c '${left}' "$0" & wait`, folder],
      env: { PATH: process.env.PATH ?? '' },
      more: [null],
    });
    await vi.waitFor(() => expect(existsSync(join(folder, 'begun'))).toBe(true), { timeout: 10_000 });
    child.discard();
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await vi.waitFor(() => expect(existsSync(join(folder, 'over'))).toBe(true), { timeout: 10_000 });
  },
);
