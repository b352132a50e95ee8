import {
  backupDepot,
  checkDepot,
  collectDepotGarbage,
  migrateDepot,
  restoreDepot,
} from '../depot/maintain.js';
import type { StoragePlace } from '../depot/open-storage.js';

/** Options of every command about what is stored, as the command line gives them. */
export interface PlaceOptions {
  readonly data: string;
  readonly databaseUrl?: string;
  readonly objectsUrl?: string;
}

export interface GcOptions extends PlaceOptions {
  /** Days. */
  readonly retention: number;
  /** Hours. */
  readonly grace: number;
  readonly dryRun?: true;
}

type Print = (line: string) => void;

const HOUR_MS = 60 * 60_000;

/** Runs the command `migrate`. */
export async function runMigrate(options: PlaceOptions, print: Print): Promise<void> {
  const done = await migrateDepot(toPlace(options));
  for (const name of done) print(`Did ${name}.`);
  print(
    done.length === 0
      ? 'The database has the schema of this version already.'
      : 'The database has the schema of this version.',
  );
}

/** Runs the command `backup`. */
export async function runBackup(file: string, options: PlaceOptions, print: Print): Promise<void> {
  const { rows, bytes, largeFiles } = await backupDepot(toPlace(options), file);
  print(`Wrote ${count(rows, 'row')} to ${file}, ${toMib(bytes)}.`);
  if (largeFiles > 0) {
    print(`Not inside: ${count(largeFiles, 'large file')} in the object store. Back that up, or keep it.`);
  }
  print(
    'Not inside: the instance key. Without it the secrets of webhooks and upstreams cannot be read: keep a copy of it at another place.',
  );
}

/** Runs the command `restore`; false when what is there then is not sound. */
export async function runRestore(file: string, options: PlaceOptions, print: Print): Promise<boolean> {
  const restored = await restoreDepot(toPlace(options), file, ({ repo, problem }) =>
    print(toLine(repo, problem)),
  );
  const { manifest, rows, repos, objects, problems } = restored;
  print(
    `Restored ${count(rows, 'row')} of ${manifest.created_at}: ${count(repos, 'repository', 'repositories')}, ${count(objects, 'object')}.`,
  );
  if (problems > 0) {
    print(
      `${count(problems, 'problem')}: the backup is of a damaged depot, or its object store is not this one.`,
    );
    return false;
  }
  print(
    'Every reference and hash is right. Put the instance key of the old depot in place before starting it.',
  );
  return true;
}

/** Runs the command `gc`. */
export async function runGc(options: GcOptions, print: Print): Promise<void> {
  const dryRun = options.dryRun ?? false;
  const { repos, objects, bytes, strays } = await collectDepotGarbage(toPlace(options), {
    retentionMs: options.retention * 24 * HOUR_MS,
    graceMs: options.grace * HOUR_MS,
    dryRun,
  });
  const what = `${count(objects, 'object')} of ${toMib(bytes)} in ${count(repos, 'repository', 'repositories')}`;
  print(`${dryRun ? 'Would remove' : 'Removed'} ${what}.`);
  if (strays > 0) {
    print(
      `${dryRun ? 'Would remove' : 'Removed'} ${count(strays, 'body', 'bodies')} in the object store that no row named.`,
    );
  }
}

/** Runs the command `doctor`; false when something is wrong. */
export async function runDoctor(options: PlaceOptions, print: Print): Promise<boolean> {
  const { repos, objects, problems } = await checkDepot(toPlace(options), ({ repo, problem }) =>
    print(toLine(repo, problem)),
  );
  const looked = `${count(repos, 'repository', 'repositories')}, ${count(objects, 'object')}`;
  print(problems === 0 ? `Sound: ${looked}.` : `${count(problems, 'problem')} in ${looked}.`);
  return problems === 0;
}

function toPlace({ data, databaseUrl, objectsUrl }: PlaceOptions): StoragePlace {
  return { folder: data, databaseUrl, objectsUrl };
}

function toLine(repo: string | undefined, problem: string): string {
  return repo === undefined ? problem : `${repo}: ${problem}`;
}

function toMib(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
