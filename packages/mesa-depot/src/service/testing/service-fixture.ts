import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectCache } from '../../objects/index.js';
import { insertOrg, type Storage } from '../../storage/index.js';
import { openEmbeddedStorage } from '../../storage/index.js';
import { TextEngine } from '../../vcs/text/index.js';
import type { Actor, Call } from '../call.js';
import { createInstanceKey } from '../secrets.js';
import { createServices, type Services } from '../services.js';

/** The services over a real database in a temporary folder, with an organization `acme` and a clock that is set. */
export interface ServiceFixture extends AsyncDisposable {
  readonly services: Services;
  readonly storage: Storage;
  readonly folder: string;
  /** A call of a credential that may do everything. */
  readonly call: Call;
  /** The time in milliseconds; every reading moves it on by one, so that what happens later is later. */
  clock: { now: number };
  /** A call of the same credential with other properties. */
  callAs(actor: Partial<Actor>): Call;
}

export async function createServiceFixture(): Promise<ServiceFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'mesa-services-'));
  const storage = await openEmbeddedStorage({ folder });
  const org = { id: 'org_1', slug: 'acme', name: 'Acme' };
  await storage.transaction((tx) => insertOrg(tx, { ...org, createdAt: 0 }));
  const clock = { now: Date.UTC(2026, 0, 1) };
  const text = new TextEngine({ workerUrl: new URL('../../../dist/vcs/text/text-worker.js', import.meta.url) });
  const services = createServices({
    storage,
    cache: new ObjectCache(),
    text,
    instanceKey: createInstanceKey(randomBytes),
    allowPrivateNetworks: true,
    now: () => clock.now++,
    random: randomBytes,
    apiOrigin: () => 'http://127.0.0.1:8790',
  });
  const actor: Actor = {
    org,
    credentialId: 'key_1',
    keyId: 'key_1',
    keyName: 'test',
    scopes: ['read', 'write', 'admin'],
    repoIds: null,
    authors: [{ name: 'test', email: 'key_1@keys.mesa.local' }],
  };
  return {
    services,
    storage,
    folder,
    clock,
    call: { actor, requestId: 'req_1' },
    callAs: (other) => ({ actor: { ...actor, ...other }, requestId: 'req_1' }),
    async [Symbol.asyncDispose]() {
      await text.close();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Returns text as the base64 that file operations carry. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
