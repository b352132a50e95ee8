import type { RequestOptions } from 'mesa-rest';

/**
 * What a single call of the sister APIs may decide for itself, in place of what the client was made with. There is no
 * `idempotencyKey`: these APIs would do twice what is sent twice, so a POST is sent again only where the server cannot have
 * acted on it.
 */
export type CallOptions = Omit<RequestOptions, 'idempotencyKey'>;
