import { InvalidOptionsError, type Scope } from 'mesa-rest';
import { checkList, checkMembers } from '../core/known-members.js';
import type { Durability, FsMountOptions, MountOptions, RepoConfig } from './mount-options.js';
import type { RevisionName } from './repo-client.js';

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024; // 64 MiB
const DEFAULT_WRITE_TIMEOUT_MS = 30_000; // 30 seconds
/** What all ways of mounting take. */
export const MOUNT_OPTIONS = [
  'mountPoint',
  'driver',
  'allowOther',
  'cache',
  'writeTimeoutMs',
  'journal',
  'durability',
];
const DURABILITIES: readonly Durability[] = ['server', 'journal'];
/** Longer than timers can be. */
const MAX_WRITE_TIMEOUT_MS = 2 ** 31;

/** A change that a mount makes for itself when it begins. */
export interface PlannedBranch {
  /** What the new change is made on; undefined for the default bookmark. */
  readonly from: RevisionName | undefined;
  /** Bookmark that is put on the new change; where there is one of this name, the mount goes on there. */
  readonly bookmark: string | undefined;
  /** Description of the new change. */
  readonly message: string;
}

/** A repository in a filesystem that is to be made. */
export interface PlannedMount {
  /** Name of the repository, without that of the organization. */
  readonly repo: string;
  /** What `fs.change` and `fs.bookmark` know it by; the first is the one that messages show. No two mounts share one. */
  readonly names: readonly string[];
  /** Absolute path in the filesystem, in its one spelling. */
  readonly path: string;
  /** Further paths that lead to the same and are not listed. */
  readonly aliases: readonly string[];
  readonly readOnly: boolean;
  /** Where it begins; undefined for the default bookmark. Not used with `branchedFrom`. */
  readonly start: RevisionName | undefined;
  /** The change that is made at the beginning; undefined for a mount that makes nothing before its first write. */
  readonly branchedFrom: PlannedBranch | undefined;
  /** Paths in the repository that are shown, none within another; undefined for all. */
  readonly subPaths: readonly string[] | undefined;
}

/**
 * What a mount is to be, with all defaults filled in: plain data, which can be sent to a worker, and nothing secret.
 */
export interface MountPlan {
  readonly org: string;
  readonly mounts: readonly PlannedMount[];
  readonly cache: {
    /** Bytes in memory; 0 keeps nothing. */
    readonly maxMemoryBytes: number;
    /** Folder of files that are kept from one mount to the next; undefined for none. */
    readonly disk: { readonly path: string; readonly maxSizeBytes: number | undefined } | undefined;
  };
  /** Folder for what could not be stored yet; false for none, undefined for the usual one where the kernel is served. */
  readonly journal: { readonly path: string } | false | undefined;
  /** How long a writer waits for a server that does not answer, in milliseconds. */
  readonly writeTimeoutMs: number;
  /** Where what programs write is when their `close` returns. */
  readonly durability: Durability;
}

/**
 * Returns what the options of `mesa.fs.mount` describe.
 *
 * @param org The organization that they were resolved to.
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for options that make no sense.
 */
export function planRepos(options: FsMountOptions, org: string): MountPlan {
  checkMembers('fs.mount', options, ['repos', 'ttl', 'authors', 'org', ...MOUNT_OPTIONS]);
  return planMounts(toMounts(options.repos, org), options, org);
}

/**
 * Returns the plan of mounts that are planned already, with the options that are common to all ways of mounting.
 *
 * @throws {InvalidOptionsError} `INVALID_OPTIONS` for options that make no sense.
 */
export function planMounts(mounts: readonly PlannedMount[], options: MountOptions, org: string): MountPlan {
  if (options.cache !== undefined) checkMembers('`cache`', options.cache, ['maxMemoryBytes', 'diskCache']);
  const maxMemoryBytes = options.cache?.maxMemoryBytes ?? DEFAULT_CACHE_BYTES;
  if (!(maxMemoryBytes >= 0)) {
    throw new InvalidOptionsError(
      `\`cache.maxMemoryBytes\` is ${String(maxMemoryBytes)}; it must be 0 or more.`,
    );
  }
  const { journal, writeTimeoutMs = DEFAULT_WRITE_TIMEOUT_MS, durability = 'server' } = options;
  if (!(writeTimeoutMs > 0 && writeTimeoutMs < MAX_WRITE_TIMEOUT_MS)) {
    throw new InvalidOptionsError(
      `\`writeTimeoutMs\` is ${String(writeTimeoutMs)}; it must be more than 0, and less than ${MAX_WRITE_TIMEOUT_MS}.`,
    );
  }
  if (
    journal !== undefined &&
    journal !== false &&
    !(typeof journal?.path === 'string' && journal.path !== '')
  ) {
    throw new InvalidOptionsError(
      '`journal.path` is missing: the folder of the journal. `journal: false` is for none.',
    );
  }
  if (!DURABILITIES.includes(durability)) {
    throw new InvalidOptionsError(
      `\`durability\` is ${JSON.stringify(durability)}; it must be \`server\` or \`journal\`.`,
    );
  }
  if (durability === 'journal' && journal === false) {
    throw new InvalidOptionsError(
      "`durability: 'journal'` needs the journal that `journal: false` turns off. Leave `journal` out, or name a folder.",
    );
  }
  return {
    org,
    mounts,
    cache: { maxMemoryBytes, disk: toDisk(options) },
    journal: journal === undefined || journal === false ? journal : { path: journal.path },
    writeTimeoutMs,
    durability,
  };
}

function toDisk({ cache }: MountOptions): MountPlan['cache']['disk'] {
  if (cache?.diskCache === undefined) return undefined;
  const { path, maxSizeBytes } = cache.diskCache;
  if (typeof cache.diskCache === 'object')
    checkMembers('`cache.diskCache`', cache.diskCache, ['path', 'maxSizeBytes']);
  if (typeof path !== 'string' || path === '')
    throw new InvalidOptionsError('`cache.diskCache.path` is missing; it names the folder of the cache.');
  if (maxSizeBytes !== undefined && !(maxSizeBytes > 0)) {
    throw new InvalidOptionsError(
      `\`cache.diskCache.maxSizeBytes\` is ${String(maxSizeBytes)}; it must be more than 0. Leave \`diskCache\` out for none.`,
    );
  }
  return { path, maxSizeBytes };
}

/** Returns what the token of mounts has to be good for, and no more: reading only where all are read-only. */
export function rightsOf({ org, mounts }: Pick<MountPlan, 'org' | 'mounts'>): {
  scopes: Scope[];
  repos: string[];
} {
  return {
    scopes: mounts.every(({ readOnly }) => readOnly) ? ['read'] : ['read', 'write'],
    repos: [...new Set(mounts.map(({ repo }) => `${org}/${repo}`))],
  };
}

function toMounts(repos: FsMountOptions['repos'], org: string): PlannedMount[] {
  checkList('`repos`', repos);
  if (repos === undefined || repos.length === 0) {
    throw new InvalidOptionsError('`repos` is empty; a mount has at least one repository.');
  }
  const found = (repos as readonly (string | RepoConfig)[]).map((one, index) => toMount(one, index, org));
  const twice = found.find(({ repo }, index) => found.findIndex((other) => other.repo === repo) !== index);
  if (twice !== undefined) throw new InvalidOptionsError(`\`repos\` has \`${twice.repo}\` twice.`);
  return found;
}

function toMount(one: string | RepoConfig, index: number, org: string): PlannedMount {
  const where = `repos[${index}]`;
  const config: RepoConfig = typeof one === 'string' ? { name: one } : one;
  if (typeof config?.name !== 'string' || config.name === '')
    throw new InvalidOptionsError(`\`${where}.name\` is missing.`);
  const [first = '', second] = config.name.split('/');
  if (second !== undefined && first !== org) {
    throw new InvalidOptionsError(
      `\`${where}\` is of the organization \`${first}\`; this mount is for \`${org}\`.`,
    );
  }
  // A misspelled `readOnly` would be mounted to be written.
  checkMembers(`\`${where}\``, config, ['name', 'bookmark', 'changeId', 'readOnly']);
  const { bookmark, changeId, readOnly = false } = config;
  if (bookmark !== undefined && changeId !== undefined) {
    throw new InvalidOptionsError(
      `\`${where}\` takes at most one of \`bookmark\` and \`changeId\`; it has both.`,
    );
  }
  const repo = second ?? first;
  return {
    repo,
    names: [repo, `${org}/${repo}`],
    path: `/${repo}`,
    aliases: [`/${org}/${repo}`],
    readOnly,
    start: bookmark !== undefined ? { bookmark } : changeId !== undefined ? { changeId } : undefined,
    branchedFrom: undefined,
    subPaths: undefined,
  };
}
