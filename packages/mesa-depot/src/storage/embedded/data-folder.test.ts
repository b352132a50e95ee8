import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataFolder } from './data-folder.js';

describe('the data folder', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'mesa-folder-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  it('is made with its parents, for its owner only', () => {
    const folder = join(parent, 'a', 'b');
    prepareDataFolder(folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('keeps its mode when it is there', () => {
    chmodSync(parent, 0o755);
    prepareDataFolder(parent);
    expect(modeOf(parent)).toBe(0o755);
  });

  it('is left out by git when it is made, and only then', () => {
    const folder = join(parent, 'a', 'b');
    prepareDataFolder(folder);
    prepareDataFolder(parent);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(existsSync(join(parent, '.gitignore'))).toBe(false);
  });

  it('is refused where there cannot be one', () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below'), '/proc/mesa/data']) {
      expect(() => prepareDataFolder(folder)).toThrow(
        expect.objectContaining({ code: 'DATA_FOLDER_UNUSABLE' }),
      );
    }
    expect(() => prepareDataFolder(file)).toThrow(`${file} is not a folder`);
  });
});
