import type { RequestOptions } from 'mesa-rest';

/**
 * What a single call may decide for itself, in place of what the client was made with. There is no `idempotencyKey`: this API
 * would store twice what is sent twice, so a POST is sent again only where the server cannot have acted on it. A call that
 * `signal` ends throws a `RoomException` with the code `ABORTED`.
 */
export type CallOptions = Omit<RequestOptions, 'idempotencyKey'>;
