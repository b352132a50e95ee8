import type { BodySource, Operation } from './call.js';
import { InvalidOptionsError } from './errors/invalid-options-error.js';
import { InvalidResponseError } from './errors/invalid-response-error.js';
import * as sdk from './generated/depot/sdk.gen.js';
import type {
  Blob as BlobInfo,
  GetBlobData,
  PutBlobData,
  ReadBlobsData,
} from './generated/depot/types.gen.js';
import { headerRecord } from './headers.js';
import type { ApiResponse, CallOptions } from './request-options.js';

/** Part of a blob. */
export interface ByteRange {
  /** Offset of the first byte. */
  readonly start: number;
  /** Offset after the last byte. Default: the end of the blob. */
  readonly end?: number | undefined;
}

/** Options of `getBlobBytes` and `getBlobStream`. */
export type GetBlobOptions = CallOptions<Omit<GetBlobData, 'headers'>> & {
  readonly range?: ByteRange | undefined;
};

/**
 * What `putBlob` sends. A function that opens a stream can be retried, a stream itself is sent once. A stream is cancelled
 * when the call fails. In Node, `fs.openAsBlob` gives a file without reading it into memory.
 */
export type BlobSource = BodySource | (() => ReadableStream<Uint8Array>);

/** Options of `putBlob`. */
export type PutBlobOptions = CallOptions<Omit<PutBlobData, 'body'>> & { readonly body: BlobSource };

/** One blob of `readBlobs`. */
export interface ReadBlob {
  readonly oid: string;
  /** Null when the answer was full before it: fetch it alone, with `getBlobBytes`. */
  readonly bytes: Uint8Array | null;
}

const OCTETS = 'application/octet-stream';
const OID_BYTES = 20;
const HEAD_BYTES = OID_BYTES + 4;
/** The length of a blob that was left out. */
const LEFT_OUT = 0xffff_ffff;

/**
 * Read a blob by its id.
 *
 * As bytes, read to the end.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.range Part of the blob; an end beyond that of the blob is none. Default: all of it.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ApiError 416: The range starts after the end.
 */
export async function getBlobBytes(options: GetBlobOptions): Promise<ApiResponse<Uint8Array<ArrayBuffer>>> {
  const answer = await options.client.run<Uint8Array<ArrayBuffer>>(
    { send: sdk.getBlob, form: 'bytes', accept: OCTETS },
    withRange(options),
  );
  const { range } = options;
  if (range === undefined || answer.response.status === 206) return answer;
  return { ...answer, data: answer.data.slice(range.start, range.end) };
}

/**
 * Read a blob by its id.
 *
 * As a stream of bytes, which has to be read or cancelled. The deadline of the call covers it to its end: pass a larger
 * `timeoutMs`, or 0, for what takes long to read.
 *
 * An extension: servers other than a depot may not know it.
 * @param options.range Part of the blob; an end beyond that of the blob is none. Default: all of it.
 * @throws NotFoundError 404: It does not exist, or the credential has no access to it.
 * @throws ApiError 416: The range starts after the end.
 */
export async function getBlobStream(
  options: GetBlobOptions,
): Promise<ApiResponse<ReadableStream<Uint8Array>>> {
  const answer = await options.client.run<ReadableStream<Uint8Array>>(
    { send: sdk.getBlob, form: 'stream', accept: OCTETS },
    withRange(options),
  );
  if (options.range !== undefined && answer.response.status !== 206) {
    await answer.data.cancel();
    throw invalidAnswer(answer.response, 'The server answered the whole blob, where a range was asked for.');
  }
  return answer;
}

/**
 * Read many blobs at once.
 *
 * The answer has every oid in the order asked. Those that would bring it over 16 MiB have null in place of their bytes.
 *
 * An extension: servers other than a depot may not know it.
 * @throws NotFoundError 404: One of them is not there; `details.missing` lists all that are not.
 */
export async function readBlobs(
  options: CallOptions<ReadBlobsData>,
): Promise<ApiResponse<readonly ReadBlob[]>> {
  const { data, response } = await options.client.run<Uint8Array>(
    { send: sdk.readBlobs, form: 'bytes', accept: OCTETS, repeatable: true },
    options,
  );
  const blobs = parseFrames(data);
  const { oids } = options.body;
  if (blobs?.length !== oids.length || blobs.some(({ oid }, index) => oid !== oids[index])) {
    throw invalidAnswer(response, 'The answer does not hold the blobs that were asked for.');
  }
  return { data: blobs, response };
}

/**
 * Store the bytes of a file.
 *
 * Storing the same bytes again changes nothing, so that it is retried when the connection fails, unless the body is a
 * stream. The deadline of the call covers the sending: pass a larger `timeoutMs`, or 0, for what takes long to send.
 *
 * An extension: servers other than a depot may not know it.
 * @throws AuthorizationError 403: The credential lacks the scope.
 * @throws NotFoundError 404: The repository does not exist, or the credential has no access to it.
 * @throws ApiError 413: The file is over the limit of the server.
 */
export function putBlob({ body, ...options }: PutBlobOptions): Promise<ApiResponse<BlobInfo>> {
  const once = body instanceof ReadableStream;
  const operation: Operation = {
    send: sdk.putBlob,
    form: 'json',
    accept: 'application/json',
    schema: async () => (await import('./generated/depot/zod.gen.js')).zPutBlobResponse,
    repeatable: !once,
    octets: body,
  };
  return options.client.run(operation, once ? { ...options, retry: { strategy: 'none' } } : options);
}

function withRange({ range, ...options }: GetBlobOptions): Omit<GetBlobOptions, 'range'> {
  if (range === undefined) return options;
  const { start, end } = range;
  if (!isOffset(start) || (end !== undefined && !(isOffset(end) && end > start))) {
    throw new InvalidOptionsError(
      `range is ${start} to ${String(end ?? 'the end')}; \`start\` and \`end\` must be whole numbers, \`end\` after \`start\`.`,
    );
  }
  const last = end === undefined ? '' : end - 1;
  return { ...options, headers: { ...headerRecord(options.headers), Range: `bytes=${start}-${last}` } };
}

function isOffset(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Returns the frames of an answer, undefined when it ends within one. */
function parseFrames(bytes: Uint8Array): ReadBlob[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blobs: ReadBlob[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    if (at + HEAD_BYTES > bytes.byteLength) return undefined;
    const oid = toHex(bytes.subarray(at, at + OID_BYTES));
    const length = view.getUint32(at + OID_BYTES);
    at += HEAD_BYTES;
    if (length === LEFT_OUT) {
      blobs.push({ oid, bytes: null });
      continue;
    }
    if (at + length > bytes.byteLength) return undefined;
    blobs.push({ oid, bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return blobs;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function invalidAnswer({ status, headers }: Response, text: string): InvalidResponseError {
  return new InvalidResponseError(text, { status, requestId: headers.get('x-request-id') ?? undefined });
}
