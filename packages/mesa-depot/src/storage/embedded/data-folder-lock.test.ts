import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CompiledSources, compileSources } from '../testing/compiled-sources.js';
import { openEmbeddedStorage } from './open-embedded-storage.js';

let sources: CompiledSources;
beforeAll(() => {
  sources = compileSources();
});
afterAll(() => sources.remove());

describe('the lock of a data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mesa-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('names folder and process to a second process, and goes with the first however that ends', async () => {
    const child = spawn(process.execPath, [sources.path('storage/testing/hold-lock.child.js'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(openEmbeddedStorage({ folder })).rejects.toMatchObject({
      code: 'DATA_FOLDER_LOCKED',
      message: `The data folder ${folder} is in use by process ${child.pid}. Stop it first, or choose another folder.`,
      details: { folder, pid: child.pid },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const storage = await openEmbeddedStorage({ folder });
    await storage.close();
  });

  it('also holds inside one process, and a refused attempt does not break it', async () => {
    const storage = await openEmbeddedStorage({ folder });
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(openEmbeddedStorage({ folder })).rejects.toMatchObject({
        code: 'DATA_FOLDER_LOCKED',
        message: expect.stringContaining('this very process'),
      });
    }
    const child = spawn(process.execPath, [sources.path('storage/testing/hold-lock.child.js'), folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    await once(child, 'close');
    expect(output).toContain('DATA_FOLDER_LOCKED');
    await storage.close();
    await (await openEmbeddedStorage({ folder })).close();
  });

  it('says what is wrong with a folder that cannot be made', async () => {
    const file = join(folder, 'file');
    const storage = await openEmbeddedStorage({ folder: file });
    await storage.close();
    const inside = join(file, 'depot.db', 'data');
    await expect(openEmbeddedStorage({ folder: inside })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringContaining(inside),
    });
  });
});
