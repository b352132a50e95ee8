import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Does `work` in the first of several processes that ask for it, and returns its result, which is JSON, in all of them.
 *
 * @param folder A folder that these processes share.
 */
export async function oncePerRun<Result>(
  folder: string,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const result = join(folder, `${name}.json`);
  if (claim(join(folder, `${name}.claimed`))) {
    const text = await work().then(
      (value) => JSON.stringify({ value }),
      (error: unknown) => JSON.stringify({ error: String(error) }),
    );
    writeFileSync(`${result}.new`, text);
    renameSync(`${result}.new`, result);
  }
  while (!existsSync(result)) await pause(20);
  const { value, error } = JSON.parse(readFileSync(result, 'utf8')) as { value: Result; error?: string };
  if (error !== undefined) throw new Error(`${name} failed: ${error}`);
  return value;
}

/** Says whether this process is the first to come. */
function claim(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
