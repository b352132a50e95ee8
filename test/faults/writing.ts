import type { MesaFileSystem } from 'mesa-sdk';
import type { Random } from './random.js';

/** What writers were told. */
export interface Acknowledged {
  /** By path, the last text that was acknowledged. */
  readonly texts: Map<string, string>;
  /** By path, the last text that was tried, where it was not acknowledged. */
  readonly unsure: Map<string, string>;
  readonly errors: unknown[];
  /** How many writes were acknowledged. */
  count: number;
}

/**
 * Writes files from several loops at the same time until told to stop: new ones, ones that are there, and small and large
 * ones.
 */
export async function writeUntil(
  fs: MesaFileSystem,
  folder: string,
  random: Random,
  isOver: (count: number) => boolean,
): Promise<Acknowledged> {
  const result: Acknowledged = { texts: new Map(), unsure: new Map(), errors: [], count: 0 };
  await Promise.all(
    [0, 1, 2, 3].map(async (loop) => {
      for (let step = 0; !isOver(result.count); step++) {
        const path = `${folder}/${loop}-${Math.floor(random.between(0, 12))}.txt`;
        const size = random.between(0, 1) < 0.1 ? 400_000 : 20;
        const text = `${loop}.${step} ${'x'.repeat(size)}\n`;
        result.unsure.set(path, text);
        try {
          await fs.writeFile(path, text);
          result.count += 1;
          result.texts.set(path, text);
          result.unsure.delete(path);
        } catch (error) {
          result.errors.push(error);
        }
        await new Promise((resolve) => setTimeout(resolve, random.between(0, 15)));
      }
    }),
  );
  return result;
}

/** Returns the acknowledged writes that are not there: neither the text itself nor one that was tried later. */
export async function lostOf(
  { texts, unsure }: Pick<Acknowledged, 'texts' | 'unsure'>,
  read: (path: string) => Promise<string>,
): Promise<string[]> {
  const lost: string[] = [];
  for (const [path, text] of texts) {
    const found = await read(path).catch((error: unknown) => String(error));
    if (found !== text && found !== unsure.get(path))
      lost.push(`${path}: ${found.slice(0, 40)} instead of ${text.slice(0, 40)}`);
  }
  return lost;
}
