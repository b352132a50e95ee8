import { DepotError } from '../../errors/index.js';

/** Where large objects are, as a URL says it. */
export interface ObjectsAddress {
  readonly bucket: string;
  /** What keys begin with: empty, or with a slash at its end. */
  readonly prefix: string;
  /** Of a store that is not Amazon's. */
  readonly endpoint: string | undefined;
  /** Undefined for the one that the SDK finds in the environment. */
  readonly region: string | undefined;
}

/** What stores that have no regions take. */
const DEFAULT_REGION = 'us-east-1';

/**
 * Reads `s3://bucket/prefix?endpoint=https://store.example:9000&region=eu-central-1`. The credentials are not in it: they come
 * from the environment, as with every program that uses the AWS SDK.
 *
 * @throws DepotError `OBJECT_STORE_UNUSABLE`.
 */
export function parseObjectsUrl(url: string): ObjectsAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.protocol !== 's3:' || parsed.hostname === '') {
    throw unusable(
      'The URL of the object store is not like s3://bucket/prefix?endpoint=https://store.example:9000&region=eu-central-1.',
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw unusable(
      'The URL of the object store must not hold credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  const unknown = [...parsed.searchParams.keys()].find((name) => name !== 'endpoint' && name !== 'region');
  if (unknown !== undefined) {
    throw unusable(
      `The URL of the object store has the unknown parameter "${unknown}". Known are endpoint and region.`,
    );
  }
  const endpoint = parsed.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !(URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))) {
    throw unusable('The `endpoint` of the object store must be a URL with http or https.');
  }
  const path = decodeURIComponent(parsed.pathname).replace(/^\/+|\/+$/g, '');
  return {
    bucket: parsed.hostname,
    prefix: path === '' ? '' : `${path}/`,
    endpoint,
    region: parsed.searchParams.get('region') ?? (endpoint === undefined ? undefined : DEFAULT_REGION),
  };
}

function unusable(message: string): DepotError {
  return new DepotError('OBJECT_STORE_UNUSABLE', message);
}
