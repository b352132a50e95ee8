import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The part of s3rver that we use; it comes without types. */
type S3rver = new (options: {
  address: string;
  port: number;
  silent: boolean;
  directory: string;
  configureBuckets: { name: string; configs: string[] }[];
}) => { run(): Promise<AddressInfo>; close(): Promise<void>; readonly httpServer: Server };

/** A store that speaks S3, on loopback, with the bucket `bucket`. */
export interface S3Server {
  /** What `--objects-url` takes. */
  url(prefix: string): string;
  /** Where it keeps its objects: `<folder>/bucket/<key>._S3rver_object`. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts an S3 server and puts the credentials it takes into the environment. */
export async function startS3Server(): Promise<S3Server> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' });
  const folder = mkdtempSync(join(tmpdir(), 'mesa-s3-'));
  // @ts-expect-error: it comes without types.
  const Server = (await import('s3rver')).default as S3rver;
  const server = new Server({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'bucket', configs: [] }],
  });
  const { port } = await server.run();
  return {
    folder,
    url: (prefix) => `s3://bucket/${prefix}?endpoint=http://127.0.0.1:${port}`,
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
