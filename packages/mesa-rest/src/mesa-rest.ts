import { BlobsResource } from './blobs-resource.js';
import { createMesaClient, type MesaClient, type MesaClientOptions } from './client.js';
import { EventsResource } from './events-resource.js';
import { Resources } from './generated/depot/resources.gen.js';

/**
 * Every operation of the API as a method, grouped by resource: `repos`, `bookmarks`, `changes`, `content`, `diffs`,
 * `merge`, `admin`, `webhookTargets`, and of the extensions `trees`, `blobs`, `events`.
 *
 * A method takes one argument with the members of path and query side by side and the body as `body`, then request
 * options, and resolves with the data. Methods that list return a `PagePromise`.
 *
 * @example
 * const mesa = new MesaRest({ apiKey: process.env.MESA_API_KEY });
 * const repo = await mesa.repos.create({ org: 'acme', body: { name: 'site' } });
 * for await (const { name } of mesa.repos.list({ org: 'acme' })) console.log(name);
 */
export class MesaRest extends Resources {
  /** The client behind the methods, for the flat functions. */
  readonly client: MesaClient;
  readonly blobs: BlobsResource;
  readonly events: EventsResource;

  /** @param options how to make the client, or a client that there is already */
  constructor(options: MesaClientOptions | { readonly client: MesaClient } = {}) {
    const client = isWithClient(options) ? options.client : createMesaClient(options);
    super(client);
    this.client = client;
    this.blobs = new BlobsResource(client);
    this.events = new EventsResource(client);
  }
}

/** Without types, the options may also be what is no object; `createMesaClient` says so. */
function isWithClient(
  options: MesaClientOptions | { readonly client: MesaClient },
): options is { readonly client: MesaClient } {
  return typeof options === 'object' && options !== null && 'client' in options;
}
