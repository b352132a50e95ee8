import { fsError } from './fs-error.js';
import type { WriteOperation } from './repo-client.js';

/** Body that the official operations take, less what a request has besides files. */
const MAX_REQUEST_BYTES = 64 * 1024 * 1024 - 64 * 1024; // 64 MiB
/** Of a file in the body, besides its path and its bytes. */
const FRAME_BYTES = 200;
/** A character of a path takes no more, however it is written in JSON. */
const MAX_CHARACTER_BYTES = 6;

/**
 * Returns the operations of a batch in parts, each of which fits into the body of one request, where files travel as base64.
 * Files that are copied from another path come first: a later part may remove what they are copied from.
 *
 * @throws {FileSystemError} `EFBIG` for a file that no request has room for.
 */
export function requestsOf(operations: readonly WriteOperation[], repo: string): WriteOperation[][] {
  const parts: WriteOperation[][] = [];
  let part: WriteOperation[] = [];
  let bytes = 0;
  const copied = operations.filter(isCopied);
  for (const operation of [...copied, ...operations.filter((one) => !isCopied(one))]) {
    const size = sizeOf(operation);
    if (size > MAX_REQUEST_BYTES) {
      const hint =
        'this server takes a file in one request, as base64, so that it can have at most about 47 MiB';
      throw fsError('EFBIG', 'write', `/${repo}/${operation.path}`, { hint });
    }
    if (part.length > 0 && bytes + size > MAX_REQUEST_BYTES) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(operation);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function isCopied(operation: WriteOperation): boolean {
  return operation.action === 'put' && operation.content === undefined;
}

function sizeOf(operation: WriteOperation): number {
  const base64 = operation.action === 'put' ? Math.ceil(operation.size / 3) * 4 : 0;
  return base64 + operation.path.length * MAX_CHARACTER_BYTES + FRAME_BYTES;
}
