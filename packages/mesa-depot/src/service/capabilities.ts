import type { Capabilities } from 'mesa-rest';
import type { Call } from './call.js';
import { MAX_BATCH_BYTES, MAX_BATCH_OPERATIONS, MAX_BLOB_BYTES, MAX_BLOB_IDS } from './file-limits.js';

/** Tells what this server can do beyond the official operations. */
export class CapabilityService {
  readonly #version: string;

  constructor({ version }: { readonly version: string }) {
    this.#version = version;
  }

  async get(_call: Call, _input: object): Promise<Capabilities> {
    return {
      version: this.#version,
      extensions: ['revision', 'trees', 'blobs', 'batch', 'events'],
      limits: {
        batch_operations: MAX_BATCH_OPERATIONS,
        batch_bytes: MAX_BATCH_BYTES,
        file_bytes: MAX_BLOB_BYTES,
        blob_ids: MAX_BLOB_IDS,
      },
    };
  }
}
