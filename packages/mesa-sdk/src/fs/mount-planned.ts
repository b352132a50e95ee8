import { InvalidOptionsError } from 'mesa-rest';
import type { Author } from '../core/authors.js';
import type { Session } from '../core/session.js';
import type { TokensResource } from '../resources/tokens.js';
import type { KernelMountRequest } from './kernel-mount-request.js';
import { checkKernelMount, type KernelMounter, type KernelMountOptions } from './kernel-mounter.js';
import { LocalFileSystem } from './local-file-system.js';
import { MesaFileSystem } from './mesa-file-system.js';
import type { MountOptions } from './mount-options.js';
import { type MountPlan, rightsOf } from './mount-plan.js';
import { MountToken, type TimedToken } from './mount-token.js';
import { openMount } from './open-mount.js';

/** Who mounts, and what its tokens say. */
export interface MountOwner {
  readonly session: Session;
  readonly tokens: TokensResource;
  /** Life in seconds of each token; absent for the default of the credential. */
  readonly ttl?: number | undefined;
  readonly authors?: readonly Author[] | undefined;
}

/**
 * Makes the filesystem that a plan describes: in this thread, and from there at a folder of this machine where the options
 * name one.
 *
 * @throws {NotFoundError} when a repository, bookmark or change does not exist.
 * @throws {KernelMountError} when it cannot be mounted at the folder.
 */
export async function mountPlanned(
  plan: MountPlan,
  owner: MountOwner,
  { mountPoint, driver, allowOther }: Pick<MountOptions, 'mountPoint' | 'driver' | 'allowOther'> = {},
): Promise<MesaFileSystem> {
  const { session } = owner;
  // Before anything is asked for: what cannot be mounted is refused at once.
  if (mountPoint !== undefined) {
    checkKernelMount(mountPoint, { driver, allowOther });
    session.connectionFor('A mount point');
  }
  const token = mountToken(plan, owner);
  const client = token === undefined ? session.client : session.clientWith(token.get);
  const repos = await openMount(plan, { client, now: Date.now });
  const local = new LocalFileSystem(repos);
  const requestFor = (folder: string, options: KernelMountOptions): KernelMountRequest => ({
    // Where the default bookmark was looked up, the other thread begins at the same: its journal is that of the bookmark.
    plan: { ...plan, mounts: plan.mounts.map((one, index) => ({ ...one, start: repos[index]?.start })) },
    states: repos.map(({ checkout }) => checkout.exportState()),
    connection: session.connectionFor('A mount point'),
    getToken: () => token?.current() ?? Promise.resolve(lastingToken(session)),
    logger: session.logger,
    mountPoint: folder,
    options,
  });
  const mounter: KernelMounter = {
    async mount(folder, options) {
      const { mountInKernel } = await import('#node-side');
      return mountInKernel(requestFor(folder, options));
    },
    async mountForShell(folder) {
      const { mountForShell } = await import('#node-side');
      return mountForShell(requestFor(folder, {}));
    },
    async isSamePlace(folder, path) {
      const { isSamePlace } = await import('#node-side');
      return isSamePlace(folder, path);
    },
    async makeFolder() {
      const { makeMountFolder } = await import('#node-side');
      return makeMountFolder();
    },
    async openShell({ mountPoint, namespacePid }, options) {
      const { openShell } = await import('#node-side');
      return openShell({ mountPoint, namespacePid, ...namesOf(plan), options });
    },
  };
  const fs = new MesaFileSystem(local, mounter);
  if (mountPoint === undefined) return fs;
  try {
    await fs.mountAt(mountPoint, { driver, allowOther });
    return fs;
  } catch (error) {
    await fs.close();
    throw error;
  }
}

/** Returns what is at the root of the filesystem, and what else leads on from there. */
function namesOf({ mounts }: MountPlan): { names: string[]; aliases: string[] } {
  const first = (path: string): string => path.split('/')[1] as string;
  const names = new Set(mounts.map(({ path }) => first(path)));
  const aliases = new Set(mounts.flatMap((mount) => mount.aliases.map(first)));
  return { names: [...names], aliases: [...aliases].filter((name) => !names.has(name)) };
}

/** Returns who signs the tokens of a mount; undefined where the credential of the session is a token itself. */
function mountToken(plan: MountPlan, { session, tokens, ttl, authors }: MountOwner): MountToken | undefined {
  if (session.credential.kind !== 'access-token')
    return new MountToken({ tokens, ...rightsOf(plan), ttlSeconds: ttl, authors, now: Date.now });
  if (ttl === undefined && authors === undefined) return undefined;
  throw new InvalidOptionsError(
    '`ttl` and `authors` go into the token of a mount, and a client with an access token cannot sign one.',
  );
}

/** An access token is used until its end, whatever that is: it cannot be renewed here. */
function lastingToken({ credential }: Session): TimedToken {
  if (credential.kind !== 'access-token') throw new Error('Only an access token is used as it is.');
  return {
    token: credential.token,
    renewAtMs: Number.POSITIVE_INFINITY,
    expiresAtMs: Number.POSITIVE_INFINITY,
  };
}
