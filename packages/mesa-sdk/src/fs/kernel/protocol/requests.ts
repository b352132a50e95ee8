import { decodeName, encodeName } from '../name-bytes.js';
import type { Struct, StructValue } from './struct.js';
import * as structs from './structs.js';

/**
 * The requests that we read: number, the struct they begin with, the names that follow it, and whether bytes end it.
 * The answer to any other is `ENOSYS`.
 */
export const REQUESTS = {
  LOOKUP: { opcode: 1, names: ['name'] },
  FORGET: { opcode: 2, struct: structs.FORGET_IN },
  GETATTR: { opcode: 3, struct: structs.GETATTR_IN },
  SETATTR: { opcode: 4, struct: structs.SETATTR_IN },
  READLINK: { opcode: 5 },
  SYMLINK: { opcode: 6, names: ['name', 'target'] },
  MKNOD: { opcode: 8, struct: structs.MKNOD_IN, names: ['name'] },
  MKDIR: { opcode: 9, struct: structs.MKDIR_IN, names: ['name'] },
  UNLINK: { opcode: 10, names: ['name'] },
  RMDIR: { opcode: 11, names: ['name'] },
  RENAME: { opcode: 12, struct: structs.RENAME_IN, names: ['name', 'newName'] },
  LINK: { opcode: 13, struct: structs.LINK_IN, names: ['name'] },
  OPEN: { opcode: 14, struct: structs.OPEN_IN },
  READ: { opcode: 15, struct: structs.READ_IN },
  WRITE: { opcode: 16, struct: structs.WRITE_IN, data: true },
  STATFS: { opcode: 17 },
  RELEASE: { opcode: 18, struct: structs.RELEASE_IN },
  FSYNC: { opcode: 20, struct: structs.FSYNC_IN },
  SETXATTR: { opcode: 21, struct: structs.SETXATTR_IN, names: ['name'], data: true },
  GETXATTR: { opcode: 22, struct: structs.GETXATTR_IN, names: ['name'] },
  LISTXATTR: { opcode: 23, struct: structs.GETXATTR_IN },
  REMOVEXATTR: { opcode: 24, names: ['name'] },
  FLUSH: { opcode: 25, struct: structs.FLUSH_IN },
  INIT: { opcode: 26, struct: structs.INIT_IN },
  OPENDIR: { opcode: 27, struct: structs.OPEN_IN },
  READDIR: { opcode: 28, struct: structs.READ_IN },
  RELEASEDIR: { opcode: 29, struct: structs.RELEASE_IN },
  FSYNCDIR: { opcode: 30, struct: structs.FSYNC_IN },
  ACCESS: { opcode: 34, struct: structs.ACCESS_IN },
  CREATE: { opcode: 35, struct: structs.CREATE_IN, names: ['name'] },
  INTERRUPT: { opcode: 36, struct: structs.INTERRUPT_IN },
  DESTROY: { opcode: 38 },
  BATCH_FORGET: { opcode: 42, struct: structs.BATCH_FORGET_IN, data: true },
  FALLOCATE: { opcode: 43, struct: structs.FALLOCATE_IN },
  READDIRPLUS: { opcode: 44, struct: structs.READ_IN },
  RENAME2: { opcode: 45, struct: structs.RENAME2_IN, names: ['name', 'newName'] },
  LSEEK: { opcode: 46, struct: structs.LSEEK_IN },
  COPY_FILE_RANGE: { opcode: 47, struct: structs.COPY_FILE_RANGE_IN },
  TMPFILE: { opcode: 51, struct: structs.CREATE_IN, names: ['name'] },
} as const satisfies Record<string, RequestShape>;

interface RequestShape {
  readonly opcode: number;
  // biome-ignore lint/suspicious/noExplicitAny: any struct; its fields are taken from the table's own type below.
  readonly struct?: Struct<any>;
  readonly names?: readonly string[];
  readonly data?: true;
}

/** Name of a request in linux/fuse.h, without `FUSE_`. */
export type RequestName = keyof typeof REQUESTS;

type FieldsOf<Shape> = Shape extends { readonly struct: Struct<infer F> } ? StructValue<F> : unknown;
type NamesOf<Shape> = Shape extends { readonly names: readonly (infer Name extends string)[] }
  ? { readonly [Key in Name]: string }
  : unknown;
type DataOf<Shape> = Shape extends { readonly data: true } ? { readonly data: Buffer } : unknown;

/** The fields, names and bytes of one kind of request. */
export type RequestBody<Name extends RequestName> = FieldsOf<(typeof REQUESTS)[Name]> &
  NamesOf<(typeof REQUESTS)[Name]> &
  DataOf<(typeof REQUESTS)[Name]>;

/** What every request begins with. */
export type RequestHeader = Pick<
  StructValue<{ opcode: 'u32'; unique: 'u64'; nodeid: 'u64'; uid: 'u32'; gid: 'u32'; pid: 'u32' }>,
  'opcode' | 'unique' | 'nodeid' | 'uid' | 'gid' | 'pid'
>;

/** A request of the kernel. `name` is undefined for one that we do not know; its body is then not read. */
export interface DecodedRequest {
  readonly name: RequestName | undefined;
  readonly header: RequestHeader;
  /** As {@link RequestBody} of `name` says. */
  readonly body: unknown;
}

const NAMES_BY_OPCODE: readonly (RequestName | undefined)[] = Object.entries(REQUESTS).reduce<
  (RequestName | undefined)[]
>((names, [name, { opcode }]) => {
  names[opcode] = name as RequestName;
  return names;
}, []);

/**
 * Returns what the kernel wrote. The bytes of a request that carries some are a view into the buffer.
 *
 * @throws RangeError when the message is shorter than it says or than its kind needs.
 */
export function decodeRequest(buffer: Buffer): DecodedRequest {
  const header = structs.IN_HEADER.read(buffer);
  const end = header.len - header.extensions * 8;
  if (header.len > buffer.length || end < structs.IN_HEADER.size) {
    throw new RangeError('The message is shorter than its header says.');
  }
  const name = NAMES_BY_OPCODE[header.opcode];
  if (name === undefined) return { name, header, body: undefined };
  return { name, header, body: decodeBody(REQUESTS[name], buffer.subarray(0, end), structs.IN_HEADER.size) };
}

function decodeBody(shape: RequestShape, buffer: Buffer, start: number): Record<string, unknown> {
  let at = start;
  let body: Record<string, unknown> = {};
  if (shape.struct !== undefined) {
    body = shape.struct.read(buffer, at) as Record<string, unknown>;
    at += shape.struct.size;
  }
  for (const name of shape.names ?? []) {
    const zero = buffer.indexOf(0, at);
    if (zero === -1) throw new RangeError('A name of the message has no end.');
    body[name] = decodeName(buffer, at, zero);
    at = zero + 1;
  }
  if (shape.data === true) body.data = buffer.subarray(at);
  return body;
}

/** Returns the bytes of a request, as the kernel would write it: for tests and for a kernel that is played. */
export function encodeRequest<Name extends RequestName>(
  name: Name,
  header: Partial<Omit<RequestHeader, 'opcode'>>,
  body: RequestBody<Name>,
): Buffer {
  const shape: RequestShape = REQUESTS[name];
  const values = body as Record<string, unknown>;
  const parts: Buffer[] = [];
  if (shape.struct !== undefined) parts.push(shape.struct.encode(values as StructValue<never>));
  for (const key of shape.names ?? []) parts.push(encodeName(values[key] as string), Buffer.alloc(1));
  if (shape.data === true) parts.push(values.data as Buffer);
  const rest = Buffer.concat(parts);
  const head = structs.IN_HEADER.encode({
    unique: 2,
    nodeid: 1,
    uid: 0,
    gid: 0,
    pid: 1,
    ...header,
    opcode: shape.opcode,
    len: structs.IN_HEADER.size + rest.length,
    extensions: 0,
  });
  return Buffer.concat([head, rest]);
}
