import { type Capabilities, getCapabilities, type MesaClient, NotFoundError } from 'mesa-rest';
import { BlobCache } from './blob-cache.js';
import { Checkout } from './checkout.js';
import type { CheckoutState } from './checkout-state.js';
import { DepotRepoClient } from './depot-repo-client.js';
import { CheckoutJournal } from './journal/checkout-journal.js';
import { journalFolder } from './journal/journal-folder.js';
import { openBranch } from './layout/open-branch.js';
import { SubPaths } from './layout/sub-paths.js';
import { SubPathsRepoClient } from './layout/sub-paths-repo-client.js';
import type { MountPlan } from './mount-plan.js';
import type { MountedRepo } from './mounted-repo.js';
import { OfficialRepoClient } from './official-repo-client.js';
import type { RepoClient } from './repo-client.js';

/** How old what is shown may be: what others write is there within a second. */
const MAX_AGE_MS = 1_000;
/** Without these a server is used through the official operations. */
const NEEDED_EXTENSIONS = ['revision', 'trees', 'blobs', 'batch', 'events'];

/** What keeps files on this machine. */
export type LocalStores = Pick<typeof import('#node-side'), 'openDiskCache' | 'openJournalFiles'>;

/** What the repositories of a plan are opened with. */
export interface OpenMountOptions {
  readonly client: MesaClient;
  readonly now: () => number;
  /** What checkouts of another thread held, in the order of the plan; absent for a mount that begins. */
  readonly states?: readonly CheckoutState[] | undefined;
  /** Default: those of the Node side, which is loaded as a whole where they are asked for. */
  readonly stores?: LocalStores | undefined;
}

/**
 * Opens the repositories of a plan, in whichever thread this runs. Nothing is made on the server but what the plan has of
 * branches, when it begins.
 *
 * @throws {NotFoundError} when a repository, bookmark or change does not exist.
 */
export async function openMount(
  plan: MountPlan,
  { client, now, states, stores }: OpenMountOptions,
): Promise<MountedRepo[]> {
  const { org } = plan;
  const capabilities = await capabilitiesOf(client);
  const cache = new BlobCache(plan.cache.maxMemoryBytes);
  const local = async (): Promise<LocalStores> => stores ?? (await import('#node-side'));
  const journals = plan.journal && (await (await local()).openJournalFiles(plan.journal.path));
  const disk = plan.cache.disk && (await (await local()).openDiskCache(plan.cache.disk));
  return Promise.all(
    plan.mounts.map(
      async (
        { repo: name, names, path, aliases, readOnly, start: given, branchedFrom, subPaths },
        index,
      ): Promise<MountedRepo> => {
        const whole = toRepoClient(client, org, name, capabilities);
        const repo = subPaths === undefined ? whole : new SubPathsRepoClient(whole, new SubPaths(subPaths));
        const state = states?.[index];
        const branch =
          state === undefined && branchedFrom !== undefined
            ? await openBranch(repo, branchedFrom)
            : undefined;
        const known = state?.revision ?? branch?.revision;
        const start =
          given ??
          (known === undefined ? { bookmark: await repo.defaultBookmark() } : { changeId: known.changeId });
        const revision = known ?? (await repo.resolve(start));
        const journal = !journals
          ? undefined
          : new CheckoutJournal({
              store: journals,
              // A view of other paths is another checkout: it could not store what this one left.
              folder: await journalFolder([
                new URL(client.serverUrl).origin,
                org,
                name,
                [branchedFrom ?? start, ...(subPaths === undefined ? [] : [subPaths])],
              ]),
              org,
              repo: name,
              now,
            });
        const checkout = new Checkout({
          client: repo,
          cache,
          disk,
          readOnly,
          mountPath: path,
          start,
          revision,
          maxAgeMs: MAX_AGE_MS,
          now,
          writeTimeoutMs: plan.writeTimeoutMs,
          durability: plan.durability,
          journal,
          state,
        });
        if (branch !== undefined) await checkout.switchTo(async () => branch);
        return { names, path, aliases, start, checkout };
      },
    ),
  );
}

/** Returns what the server can do beyond the official operations; undefined when that is nothing. */
async function capabilitiesOf(client: MesaClient): Promise<Capabilities | undefined> {
  try {
    return (await getCapabilities({ client })).data;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function toRepoClient(
  client: MesaClient,
  org: string,
  repo: string,
  capabilities: Capabilities | undefined,
): RepoClient {
  if (
    capabilities !== undefined &&
    NEEDED_EXTENSIONS.every((name) => capabilities.extensions.includes(name))
  ) {
    return new DepotRepoClient({ client, org, repo, limits: capabilities.limits });
  }
  return new OfficialRepoClient({ client, org, repo });
}
