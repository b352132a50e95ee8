/** Returns the path of `name` in `directory`, where the root directory is the empty path. */
export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
