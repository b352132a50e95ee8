import { S3Client } from '@aws-sdk/client-s3';
import { DepotError } from '../../errors/index.js';
import type { BlobStore } from '../blob-store.js';
import type { ObjectsAddress } from './objects-address.js';
import { S3Store } from './s3-store.js';

/** Attempts of one request, with pauses between them that grow. */
const MAX_ATTEMPTS = 4;
const CONNECT_TIMEOUT_MS = 5_000; // 5 seconds
/** Without a byte for so long, a request is given up. */
const IDLE_TIMEOUT_MS = 30_000; // 30 seconds

export interface S3StoreOptions {
  readonly address: ObjectsAddress;
  /** Id of the database whose objects these are: two databases in one place would remove each other's. */
  readonly owner: string;
}

/**
 * Opens the store for large objects of one database. The first one to do so leaves its id there.
 *
 * @throws DepotError `OBJECT_STORE_UNUSABLE` when the bucket is not there, cannot be reached, read or written to with the
 * credentials of the environment, or holds the objects of another database.
 */
export async function openS3Store({ address, owner }: S3StoreOptions): Promise<BlobStore> {
  const client = new S3Client({
    ...(address.region === undefined ? {} : { region: address.region }),
    // The bucket as part of the host name needs a certificate for each, which only Amazon has.
    ...(address.endpoint === undefined ? {} : { endpoint: address.endpoint, forcePathStyle: true }),
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: IDLE_TIMEOUT_MS },
    // Stores other than Amazon's do not know the newer checksums. What is stored is checked by its own hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const store = new S3Store(client, address);
  try {
    const found = await store.claim(owner);
    if (found !== owner) {
      throw new DepotError(
        'OBJECT_STORE_UNUSABLE',
        `s3://${address.bucket}/${address.prefix} holds the objects of another depot. Choose another prefix; after a move of the database to another depot, remove the object ${address.prefix}owner first.`,
      );
    }
    return store;
  } catch (error) {
    await store.close();
    throw explain(error, address);
  }
}

function explain(error: unknown, { bucket, endpoint }: ObjectsAddress): DepotError {
  if (error instanceof DepotError && error.code === 'OBJECT_STORE_UNUSABLE') return error;
  const cause = error instanceof DepotError ? error.cause : error;
  const where = endpoint ?? 'Amazon S3';
  const { name = '', message = '' } = cause instanceof Error ? cause : {};
  const say = (text: string): DepotError => new DepotError('OBJECT_STORE_UNUSABLE', text, { cause });
  switch (name) {
    case 'NoSuchBucket':
    case 'NotFound':
      return say(`There is no bucket ${bucket} at ${where}. Make it, or correct --objects-url.`);
    case 'CredentialsProviderError':
      return say(
        `There are no credentials for the object store at ${where}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
      );
    case 'AccessDenied':
    case 'Forbidden':
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return say(
        `The object store at ${where} refuses the credentials of the environment (${name}). They need s3:GetObject, s3:PutObject, s3:DeleteObject, s3:AbortMultipartUpload and s3:ListBucket on the bucket ${bucket}.`,
      );
    default:
      return say(
        `The bucket ${bucket} at ${where} cannot be used: ${message || name || 'no answer'}. Check --objects-url and the network.`,
      );
  }
}
