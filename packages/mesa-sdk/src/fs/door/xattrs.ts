import { NotFoundError } from 'mesa-rest';
import { errno } from '../kernel/errno.js';
import type { Ino, MaybePromise } from '../kernel/kernel-file-system.js';
import { isLocalOnly } from '../local-only.js';
import { type DoorContext, localOf } from './context.js';
import { type NodeInode, pathOf } from './inode.js';
import { requireReadWrite } from './writable.js';

const METADATA = 'user.mesa.';
/** Keys that the filesystem itself answers. They are not listed: programs that copy attributes could not set them. */
const ORG = 'user.mesa.org';
const REPO = 'user.mesa.repo';
const XATTR_CREATE = 1;
const XATTR_REPLACE = 2;

/** Returns the value of an attribute: `user.mesa.<key>` is metadata of the path, all others live as long as the mount. */
export function getXattr(context: DoorContext, ino: Ino, name: string): MaybePromise<Uint8Array | undefined> {
  const inode = context.inodes.get(ino);
  if (inode.kind !== 'node') return undefined;
  if (!name.startsWith(METADATA)) return inode.node.local?.xattrs?.get(name);
  const { org, repo } = inode.checkout.client;
  if (name === ORG) return encode(org);
  if (name === REPO) return encode(repo);
  return metadataOf(inode).then((metadata) => {
    const value = metadata[name.slice(METADATA.length)];
    return value === undefined ? undefined : encode(value);
  });
}

export function listXattrs(context: DoorContext, ino: Ino): MaybePromise<readonly string[]> {
  const inode = context.inodes.get(ino);
  if (inode.kind !== 'node') return [];
  const local = [...(inode.node.local?.xattrs?.keys() ?? [])];
  if (!canHaveMetadata(inode)) return local;
  return metadataOf(inode).then((metadata) => [
    ...local,
    ...Object.keys(metadata).map((key) => `${METADATA}${key}`),
  ]);
}

export function setXattr(
  context: DoorContext,
  ino: Ino,
  name: string,
  value: Uint8Array,
  flags: number,
): MaybePromise<void> {
  const inode = context.node(ino, 'ENOTSUP');
  requireReadWrite(inode);
  if (name.startsWith(METADATA)) return setMetadata(inode, name, value, flags);
  const local = localOf(inode.node);
  const has = local.xattrs?.has(name) === true;
  checkFlags(has, flags);
  local.xattrs ??= new Map();
  // A copy: `slice` of a Buffer is a view, here into the next request.
  local.xattrs.set(name, Uint8Array.from(value));
  context.touchTimes(inode.node, 'attributes');
}

export function removeXattr(context: DoorContext, ino: Ino, name: string): MaybePromise<void> {
  const inode = context.node(ino, 'ENODATA');
  requireReadWrite(inode);
  if (name.startsWith(METADATA)) return setMetadata(inode, name, undefined, XATTR_REPLACE);
  if (inode.node.local?.xattrs?.delete(name) !== true) throw errno('ENODATA');
  context.touchTimes(inode.node, 'attributes');
}

async function setMetadata(
  inode: NodeInode,
  name: string,
  value: Uint8Array | undefined,
  flags: number,
): Promise<void> {
  if (name === ORG || name === REPO) throw errno('EPERM');
  const { checkout } = inode;
  const path = pathOf(inode);
  if (path === undefined || !canHaveMetadata(inode)) throw errno('ENOTSUP');
  const key = name.slice(METADATA.length);
  // An empty value would remove the key.
  if (key === '' || value?.length === 0) throw errno('EINVAL');
  const text = value === undefined ? null : decode(value);
  if (flags !== 0) checkFlags((await metadataOf(inode))[key] !== undefined, flags);
  await checkout.storeNow();
  await checkout.client.setMetadata(path, { [key]: text });
}

async function metadataOf(inode: NodeInode): Promise<Record<string, string>> {
  const { checkout } = inode;
  const path = pathOf(inode);
  if (path === undefined || !canHaveMetadata(inode)) return {};
  try {
    return await checkout.client.getMetadata(checkout.revision, path);
  } catch (error) {
    // What is new or an empty directory is not on the server.
    if (error instanceof NotFoundError) return {};
    throw error;
  }
}

function canHaveMetadata(inode: NodeInode): boolean {
  const path = pathOf(inode);
  return inode.checkout.client.features.metadata && path !== undefined && !isLocalOnly(path);
}

function checkFlags(has: boolean, flags: number): void {
  if (has && flags === XATTR_CREATE) throw errno('EEXIST');
  if (!has && flags === XATTR_REPLACE) throw errno('ENODATA');
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw errno('EINVAL');
  }
}
