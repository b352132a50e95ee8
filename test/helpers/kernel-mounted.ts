import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDepot, type Depot } from 'mesa-depot';
import { Mesa, type MesaFileSystem } from 'mesa-sdk';

/** A repository of a depot, at a folder that any program can use: mounted as an application does it. */
export class KernelMounted {
  readonly depot: Depot;
  readonly mesa: Mesa;
  readonly fs: MesaFileSystem;
  readonly repo: string;
  readonly #mountPoint: string;

  private constructor(depot: Depot, mesa: Mesa, fs: MesaFileSystem, repo: string, mountPoint: string) {
    this.depot = depot;
    this.mesa = mesa;
    this.fs = fs;
    this.repo = repo;
    this.#mountPoint = mountPoint;
  }

  static async create(): Promise<KernelMounted> {
    const depot = await createDepot();
    const mesa = new Mesa({ apiUrl: depot.apiUrl, apiKey: depot.apiKey });
    const { name } = await mesa.repos.create({ name: 'mounted' });
    const mountPoint = mkdtempSync(join(tmpdir(), 'mesa-mounted-'));
    const fs = await mesa.fs.mount({ repos: [name], mountPoint, allowOther: true });
    return new KernelMounted(depot, mesa, fs, name, mountPoint);
  }

  /** Returns a new folder of the repository. */
  async folder(name: string): Promise<string> {
    await this.fs.mkdir(`/${this.repo}/${name}`);
    return join(this.#mountPoint, this.repo, name);
  }

  /** Returns what the server has of a folder, as another client sees it: contents by path. */
  async onServer(folder: string): Promise<Map<string, Uint8Array>> {
    await this.fs.flush();
    const { changeId } = await this.fs.change.current({ repo: this.repo });
    await using other = await this.mesa.fs.mount({ repos: [{ name: this.repo, changeId }] });
    const top = `/${this.repo}/${folder}`;
    const found = new Map<string, Uint8Array>();
    const visit = async (path: string): Promise<void> => {
      for (const { name, isDirectory, isFile } of await other.readdirWithFileTypes(path)) {
        const at = `${path}/${name}`;
        if (isDirectory) await visit(at);
        else if (isFile) found.set(at.slice(top.length + 1), await other.readFileBuffer(at));
      }
    };
    await visit(top);
    return found;
  }

  async close(): Promise<void> {
    await this.fs.close();
    await this.depot.close();
    rmdirSync(this.#mountPoint);
  }
}
