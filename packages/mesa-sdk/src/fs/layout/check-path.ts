import { InvalidOptionsError } from 'mesa-rest';
import { typeName } from '../../core/known-members.js';
import { isLocalOnly } from '../local-only.js';
import { normalizePath } from '../path.js';

const MAX_NAME_BYTES = 255;

/**
 * Refuses what is no absolute path in its one spelling.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming the path and how it is written.
 */
export function checkAbsolutePath(path: string): void {
  const where = `\`layout\` has the path ${JSON.stringify(path)}`;
  checkCharacters(path, where);
  const normal = normalizePath(path);
  if (path !== normal)
    throw new InvalidOptionsError(
      `${where}, which is no absolute path in its shortest form: write "${normal}".`,
    );
}

/**
 * Refuses what is no path in a repository.
 *
 * @param where What has the path, at the beginning of a sentence.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS`, naming the path and how it is written.
 */
export function checkSubPath(path: unknown, where: string): asserts path is string {
  if (typeof path !== 'string') {
    throw new InvalidOptionsError(
      `${where} has ${typeName(path)}; it must be a path in the repository: "src/lib".`,
    );
  }
  const what = `${where} has the path ${JSON.stringify(path)}`;
  checkCharacters(path, what);
  const normal = normalizePath(path).slice(1);
  if (normal === '')
    throw new InvalidOptionsError(
      `${what}, which is the whole repository: leave \`subPaths\` out to show all.`,
    );
  if (path !== normal) {
    throw new InvalidOptionsError(
      `${what}, which is no path in a repository, without a slash before and after: write "${normal}".`,
    );
  }
  if (isLocalOnly(path))
    throw new InvalidOptionsError(`${what}, which is git's own: no repository has files there.`);
}

/** Refuses what cannot be the name of one directory. @throws {InvalidOptionsError} `INVALID_OPTIONS`. */
export function checkDirectoryName(name: unknown, what: string): asserts name is string {
  if (typeof name !== 'string' || name === '')
    throw new InvalidOptionsError(`${what} is ${name === '' ? 'empty' : typeName(name)}; it must be a name.`);
  checkCharacters(name, `${what} is ${JSON.stringify(name)}`);
  if (name.includes('/') || name === '.' || name === '..') {
    throw new InvalidOptionsError(
      `${what} is ${JSON.stringify(name)}; it must be the name of one directory, without a slash.`,
    );
  }
}

function checkCharacters(path: string, what: string): void {
  if (/\0|\p{Surrogate}/u.test(path))
    throw new InvalidOptionsError(`${what}, with a character that no file name can have.`);
  if (path.split('/').some((name) => new TextEncoder().encode(name).length > MAX_NAME_BYTES))
    throw new InvalidOptionsError(`${what}, with a name of more than ${MAX_NAME_BYTES} bytes.`);
}
