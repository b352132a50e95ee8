import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Installed packages that are large enough, the first one found is imported. */
const CANDIDATES = ['ajv', 'knip'];
const MIN_FILES = 300;
const MAX_FILES = 2_000;

/** Returns the files of an installed npm package of at least 300 files: `{ name, version, folder, files: [{ path, bytes }] }`. */
export async function findTree() {
  for (const name of CANDIDATES) {
    const folder = await findPackage(name);
    if (folder === undefined) continue;
    const paths = (await filesBelow(folder)).slice(0, MAX_FILES);
    if (paths.length < MIN_FILES) continue;
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const files = await Promise.all(
      paths.map(async (path) => ({
        path: relative(folder, path).split(sep).join('/'),
        bytes: await readFile(path),
      })),
    );
    return { name, version, folder, files };
  }
  throw new Error(`none of ${CANDIDATES.join(', ')} is installed with at least ${MIN_FILES} files`);
}

async function findPackage(name) {
  let folder;
  try {
    folder = dirname(fileURLToPath(import.meta.resolve(name)));
  } catch {
    return undefined;
  }
  for (; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
    if (JSON.parse(manifest).name === name) return folder;
  }
  return undefined;
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => entry.name !== 'node_modules')
      .map((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return filesBelow(path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return nested.flat().sort();
}
