import type { BlobSource } from './blobs.js';
import type { Operation } from './call.js';
import * as sdk from './generated/meshagent/sdk.gen.js';
import type { DownloadData, UploadData } from './generated/meshagent/types.gen.js';
import type { MeshagentClient } from './meshagent-client.js';
import type { ApiResponse, CallOptions } from './request-options.js';

/** Options of `download` and `downloadStream`. */
export type DownloadOptions = CallOptions<DownloadData, MeshagentClient>;

/** Options of `upload`. */
export type UploadOptions = CallOptions<Omit<UploadData, 'body'>, MeshagentClient> & {
  /** A function that opens a stream can be retried, a stream itself is sent once. */
  readonly body: BlobSource;
};

const OCTETS = 'application/octet-stream';

/**
 * Store a file of a project.
 *
 * It replaces a file that is there, as a whole and at once, so that it is retried when the connection fails, unless the body
 * is a stream. The deadline of the call covers the sending: pass a larger `timeoutMs`, or 0, for what takes long to send.
 *
 * @throws ValidationError 400: The path is not valid.
 * @throws AuthorizationError 403: The caller may not do this.
 * @throws ApiError 413: The file is over the limit of the server.
 */
export function upload({ body, ...options }: UploadOptions): Promise<ApiResponse<undefined>> {
  const once = body instanceof ReadableStream;
  const operation: Operation = {
    send: sdk.upload,
    form: 'none',
    accept: 'application/json',
    repeatable: !once,
    octets: body,
  };
  return options.client.run(operation, once ? { ...options, retry: { strategy: 'none' } } : options);
}

/**
 * Read a file of a project.
 *
 * As bytes, read to the end.
 *
 * @throws NotFoundError 404: There is no such file.
 */
export function download(options: DownloadOptions): Promise<ApiResponse<Uint8Array<ArrayBuffer>>> {
  return options.client.run({ send: sdk.download, form: 'bytes', accept: OCTETS }, options);
}

/**
 * Read a file of a project.
 *
 * As a stream of bytes, which has to be read or cancelled. The deadline of the call covers it to its end: pass a larger
 * `timeoutMs`, or 0, for what takes long to read.
 *
 * @throws NotFoundError 404: There is no such file.
 */
export function downloadStream(options: DownloadOptions): Promise<ApiResponse<ReadableStream<Uint8Array>>> {
  return options.client.run({ send: sdk.download, form: 'stream', accept: OCTETS }, options);
}
