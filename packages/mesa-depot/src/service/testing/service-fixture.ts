import { join } from 'node:path';
import { ObjectCache, type OpenBlob } from '../../objects/index.js';
import type { Storage } from '../../storage/index.js';
import type { Engine } from '../../storage/testing/temp-storage.js';
import { TextEngine } from '../../vcs/text/index.js';
import type { Actor, Call } from '../call.js';
import { createServices, type ServiceDeps, type Services } from '../services.js';
import { createTestDepot } from './test-depot.js';

/** All services over a {@link createTestDepot}, whose clock runs: what happens later is later. */
export interface ServiceFixture extends AsyncDisposable {
  readonly services: Services;
  /** What the services were made from. */
  readonly deps: ServiceDeps;
  readonly storage: Storage;
  /** A call of a credential that may do everything. */
  readonly call: Call;
  /** A call of the same credential with other properties. */
  callAs(actor: Partial<Actor>): Call;
}

export async function createServiceFixture(engine: Engine = 'sqlite'): Promise<ServiceFixture> {
  const depot = await createTestDepot(engine);
  const text = new TextEngine({
    workerUrl: new URL('../../../dist/vcs/text/text-worker.js', import.meta.url),
  });
  const deps: ServiceDeps = {
    ...depot.deps,
    storage: depot.deps.storage,
    cache: new ObjectCache(),
    text,
    allowPrivateNetworks: true,
    version: '0.0.0',
    spoolFolder: join(depot.folder, 'spool'),
    now() {
      depot.advance(1);
      return depot.deps.now();
    },
    apiOrigin: () => 'http://127.0.0.1:8790',
  };
  const services = createServices(deps);
  const callAs = (actor: Partial<Actor>): Call =>
    depot.call({ scopes: ['read', 'write', 'admin'], ...actor });
  return {
    services,
    deps,
    storage: depot.deps.storage,
    call: callAs({}),
    callAs,
    async [Symbol.asyncDispose]() {
      await text.close();
      await depot.close();
    },
  };
}

/** Returns text as the base64 that file operations carry. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Returns all bytes of a blob as text. */
export async function textOf(blob: OpenBlob): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of blob.read(0, blob.size)) parts.push(part);
  return Buffer.concat(parts).toString();
}
