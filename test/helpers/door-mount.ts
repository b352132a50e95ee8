import { createDepot, type Depot, type DepotOptions } from 'mesa-depot';
import { createMesaClient } from 'mesa-rest';
import { Mesa } from 'mesa-sdk';
import { createDoor } from '../../packages/mesa-sdk/src/fs/door/create-door.js';
import type {
  FuseMount,
  KernelFileSystem,
  ObjectMountOptions,
} from '../../packages/mesa-sdk/src/fs/kernel/index.js';
import { KernelMounts } from '../../packages/mesa-sdk/src/fs/kernel/testing/kernel-mounts.js';
import { LocalFileSystem } from '../../packages/mesa-sdk/src/fs/local-file-system.js';
import type { RepoConfig } from '../../packages/mesa-sdk/src/fs/mount-options.js';
import { planRepos } from '../../packages/mesa-sdk/src/fs/mount-plan.js';
import { spillFiles } from '../../packages/mesa-sdk/src/fs/node/spill-files.js';
import { openMount } from '../../packages/mesa-sdk/src/fs/open-mount.js';

/** A repository behind the kernel's door, in the thread of the test, and the in-process door over the same checkout. */
export interface DoorMount {
  /** Folder of the repository in the mount. */
  readonly folder: string;
  readonly repo: string;
  readonly mount: FuseMount;
  readonly local: LocalFileSystem;
  /** What no caller heard of. */
  readonly errors: readonly unknown[];
  /** Unmounts, and waits until what was written is stored. */
  close(): Promise<void>;
}

/** The kernel's door, and what is behind it. */
export interface OpenDoor {
  readonly door: KernelFileSystem;
  readonly local: LocalFileSystem;
  readonly errors: unknown[];
  readonly onError: (error: unknown) => void;
}

/** A depot, and mounts of its repositories. */
export class DoorMounts {
  readonly depot: Depot;
  readonly mesa: Mesa;
  readonly #kernel: KernelMounts;
  #counter = 0;

  private constructor(depot: Depot, kernel: KernelMounts) {
    this.depot = depot;
    this.#kernel = kernel;
    this.mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
  }

  static async create(options: DepotOptions = {}): Promise<DoorMounts> {
    return new DoorMounts(await createDepot(options), await KernelMounts.create());
  }

  /** Returns a new repository. */
  async repo(): Promise<string> {
    const { name } = await this.mesa.repos.create({ name: `door-${++this.#counter}` });
    return name;
  }

  /** Returns the door to a repository without a kernel behind it, for whoever has the key. */
  async door(config: RepoConfig, apiKey: string = this.depot.apiKey): Promise<OpenDoor> {
    const plan = planRepos({ repos: [config] }, this.depot.org);
    const client = createMesaClient({ serverUrl: this.depot.apiUrl, apiKey });
    const local = new LocalFileSystem(await openMount(plan, { client, now: Date.now }));
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const door = createDoor({ root: local.root, uid: 0, gid: 0, spill: spillFiles(), onError });
    return { door, local, errors, onError };
  }

  /** Mounts a repository. */
  async mount(
    config: RepoConfig,
    options: ObjectMountOptions = {},
    apiKey: string = this.depot.apiKey,
  ): Promise<DoorMount> {
    const { door, local, errors, onError } = await this.door(config, apiKey);
    const mount = await this.#kernel.mountObject(door, {
      explicitInvalidation: true,
      negativeTtlMs: 60_000,
      allowOther: true,
      onError,
      ...options,
    });
    const close = async (): Promise<void> => {
      await mount.unmount();
      await local.close();
    };
    return { folder: `${mount.mountPoint}/${config.name}`, repo: config.name, mount, local, errors, close };
  }

  async close(): Promise<void> {
    await this.#kernel.close();
    await this.depot.close();
  }
}
