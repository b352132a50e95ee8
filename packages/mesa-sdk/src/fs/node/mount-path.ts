import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Returns the path of a folder without links. The folder itself is not touched: a mount of the dead may be on it. */
export function mountPath(path: string): string {
  const wanted = resolve(path);
  try {
    return join(realpathSync(dirname(wanted)), basename(wanted));
  } catch {
    return wanted;
  }
}
