import { createDepot, type Depot } from 'mesa-depot';
import { Mesa, type MesaFileSystem } from 'mesa-sdk';
import { canMount } from '../helpers/can-mount.js';
import { hasProgram } from '../helpers/has-program.js';

/** Whether scripts can be run in a sandbox here; without bubblewrap only where tests of mounts are asked for. */
export const canRunSandbox: boolean =
  canMount && (hasProgram('bwrap') || process.env.MESA_TEST_KERNEL === '1');

/** A repository on a filesystem, to run scripts on. */
export class ShellWorld {
  readonly depot: Depot;
  readonly mesa: Mesa;
  readonly fs: MesaFileSystem;
  readonly repo = 'demo';

  private constructor(depot: Depot, mesa: Mesa, fs: MesaFileSystem) {
    this.depot = depot;
    this.mesa = mesa;
    this.fs = fs;
  }

  static async create(): Promise<ShellWorld> {
    const depot = await createDepot();
    const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
    const { name } = await mesa.repos.create({ name: 'demo' });
    return new ShellWorld(depot, mesa, await mesa.fs.mount({ repos: [name] }));
  }

  /** Returns what the server has at a path of the repository now, asked over REST. */
  async onServer(path: string): Promise<string> {
    const { changeId } = await this.fs.change.current({ repo: this.repo });
    return this.mesa.content.getText({ repo: this.repo, path, change_id: changeId });
  }

  async close(): Promise<void> {
    await this.fs.close();
    await this.depot.close();
  }
}
