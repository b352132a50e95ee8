import { isWithin } from '../path.js';

/** The part of a repository that is shown. Paths are those of the repository. */
export class SubPaths {
  readonly #paths: readonly string[];

  /** @param paths None of them within another. */
  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  /** Tells whether a path is shown and may be written: one of the paths, or below. */
  holds(path: string): boolean {
    return this.#paths.some((one) => isWithin(path, one));
  }

  /** Tells whether a path is a directory on the way to one that is shown. */
  isAbove(path: string): boolean {
    return path === '' || this.#paths.some((one) => one !== path && isWithin(one, path));
  }

  /** Returns the names of directories that have to be in one that leads to what is shown, whether or not the repository has them. */
  directoriesIn(path: string): string[] {
    const start = path === '' ? '' : `${path}/`;
    const below = this.#paths.filter((one) => one.startsWith(start)).map((one) => one.slice(start.length));
    return [
      ...new Set(below.filter((one) => one.includes('/')).map((one) => one.slice(0, one.indexOf('/')))),
    ];
  }
}
