import { createHash } from 'node:crypto';
import { objectTypeOf, unframeObject, unframePart } from '../objects/frame.js';
import { decodeCommit, decodeTag, decodeTree, hashObject, type Oid } from '../objects/index.js';
import {
  type Executor,
  FRAME_BYTES,
  getObjectChunk,
  getObjectHeads,
  listObjectOids,
  type ObjectHead,
} from '../storage/index.js';

/** Objects that are in memory at a time, each of at most one frame. */
const OBJECTS_AT_ONCE = 64;

/** Reads every object of a repository, checks that it is what its id says, and returns how many there are. */
export async function checkObjects(
  read: Executor,
  repoSeq: number,
  onBroken: (problem: string) => void,
): Promise<number> {
  let count = 0;
  for (let after: Oid | null = null; ; ) {
    const oids: Oid[] = await listObjectOids(read, repoSeq, { after, limit: OBJECTS_AT_ONCE });
    const heads = await getObjectHeads(read, repoSeq, oids, FRAME_BYTES);
    for (const [oid, head] of heads) {
      try {
        await checkObject(read, repoSeq, oid, head);
      } catch (error) {
        onBroken(`The object ${oid} is damaged: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    count += oids.length;
    const last = oids.at(-1);
    if (oids.length < OBJECTS_AT_ONCE || last === undefined) return count;
    after = last;
  }
}

async function checkObject(read: Executor, repoSeq: number, oid: Oid, head: ObjectHead): Promise<void> {
  const { typeCode, size, frame } = head;
  const type = objectTypeOf(oid, typeCode);
  if (frame === null) {
    const hash = createHash('sha1').update(`${type} ${size}\0`);
    let bytes = 0;
    for (let index = 0; index * FRAME_BYTES < size; index++) {
      const part = await unframePart(oid, await getObjectChunk(read, repoSeq, oid, index));
      bytes += part.byteLength;
      hash.update(part);
    }
    if (bytes !== size) throw new Error(`it has ${bytes} bytes and should have ${size}.`);
    requireSame(oid, hash.digest('hex'));
    return;
  }
  const { body } = await unframeObject({ oid, typeCode, size, frames: [frame] });
  requireSame(oid, hashObject(type, body));
  if (type === 'commit') decodeCommit(body);
  else if (type === 'tag') decodeTag(body);
  else if (type === 'tree') decodeTree(body);
}

function requireSame(oid: Oid, hash: Oid): void {
  if (hash !== oid) throw new Error(`its bytes have the SHA-1 ${hash}.`);
}
