import { BlobCache } from './blob-cache.js';
import { Checkout } from './checkout.js';
import { LocalFileSystem } from './local-file-system.js';
import { describeFileSystemContract } from './testing/file-system-contract.js';
import { MemoryRepoClient } from './testing/memory-repo-client.js';

// The reference: the same filesystem over a repository that is a map in memory, with no server, wire or cache in between.
describeFileSystemContract(
  'A filesystem over a repository in memory',
  async () => {
    const client = new MemoryRepoClient();
    const start = { bookmark: 'main' };
    const checkout = new Checkout({
      client,
      cache: new BlobCache(0),
      readOnly: false,
      mountPath: '/memory',
      start,
      revision: await client.resolve(start),
      maxAgeMs: 1_000,
      now: Date.now,
    });
    const fs = new LocalFileSystem([{ names: ['memory'], path: '/memory', aliases: [], start, checkout }]);
    return { fs, root: '/memory', [Symbol.asyncDispose]: () => fs.close() };
  },
  { symlinks: true },
);
