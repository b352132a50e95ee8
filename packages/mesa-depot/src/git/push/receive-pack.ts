import { DepotError } from '../../errors/index.js';
import { isOid, type Oid } from '../../objects/index.js';
import { requireRepo } from '../../service/access.js';
import type { RepoRecord } from '../../storage/index.js';
import { ingestPack } from '../pack/ingest-pack.js';
import type { PackedCommit } from '../pack/ingested-pack.js';
import {
  type Capabilities,
  encodeBand,
  encodePacket,
  FLUSH,
  GitProtocolError,
  PacketReader,
  parseCapabilities,
  SIDE_BAND_64K,
  ZERO_OID,
} from '../wire/index.js';
import { keepAlive } from './keep-alive.js';
import type { ReceivePackDeps, ReceivePackRequest } from './receive-pack-request.js';
import type { RefOutcome, RefUpdate } from './ref-updates.js';
import { updateRefs } from './update-refs.js';

/** Commands of one push: a hundred thousand refs with names of average length. */
const MAX_COMMAND_BYTES = 16 * 1024 * 1024; // 16 MiB
/** Longer names than any ref may have, which the answer still has to repeat. */
const MAX_REF_LENGTH = 4_096;

/** What is read of a pack that is refused already. */
const MAX_DRAINED_BYTES = 64 * 1024 * 1024; // 64 MiB

/** What went wrong with all of a push: a word for the line of the pack, and the same for each ref. */
interface PushResult {
  readonly unpack: string;
  readonly outcomes: readonly RefOutcome[];
}

/** What a client asks for before its pack. */
interface PushCommands {
  readonly updates: readonly RefUpdate[];
  readonly capabilities: Capabilities;
  /** True when the client has only a part of the history. That is all right as long as the rest is here. */
  readonly isShallow: boolean;
}

/**
 * Returns what this side can do, as the ref advertisement of `git-receive-pack` lists it.
 *
 * @param agent Name and version of this server, without spaces.
 */
export function receivePackCapabilities(agent: string): Capabilities {
  return new Map<string, readonly string[]>([
    ['report-status', []],
    ['report-status-v2', []],
    ['delete-refs', []],
    ['side-band-64k', []],
    ['quiet', []],
    ['atomic', []],
    ['ofs-delta', []],
    ['object-format', ['sha1']],
    ['agent', [agent]],
  ]);
}

/**
 * Receives a push. Resolves when its commands are read, with the body of the answer: whatever goes wrong from there on,
 * git is told of in that body, in its own words.
 *
 * The objects are stored first and are seen by nobody; then one transaction moves the refs. So a push that is broken
 * off changes nothing, and can be repeated.
 *
 * @throws DepotError `NOT_FOUND` for the repository, `BAD_REQUEST` for what is no push.
 */
export async function receivePack(
  deps: ReceivePackDeps,
  request: ReceivePackRequest,
): Promise<AsyncIterable<Uint8Array>> {
  await requireRepo(deps, request.call, request.org, request.repo);
  const reader = new PacketReader(request.body, { maxBytes: MAX_COMMAND_BYTES });
  const commands = await readCommands(reader);
  // A client that wants to know first whether its credential is taken sends no commands.
  if (commands.updates.length === 0) return nothing();
  return answer(deps, request, commands, reader);
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}

async function* answer(
  deps: ReceivePackDeps,
  request: ReceivePackRequest,
  commands: PushCommands,
  reader: PacketReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { capabilities } = commands;
  const hasBands = capabilities.has('side-band-64k');
  const work = push(deps, request, commands, reader);
  // While objects are stored nothing is said, and something between here and there may take that for the end.
  const result = hasBands ? yield* keepAlive(work) : await work;
  if (capabilities.has('report-status') || capabilities.has('report-status-v2')) {
    const report = Buffer.concat([...reportStatus(result)]);
    if (!hasBands) {
      yield report;
      return;
    }
    yield* encodeBand(1, report, SIDE_BAND_64K);
  }
  if (hasBands) yield FLUSH;
}

async function push(
  deps: ReceivePackDeps,
  request: ReceivePackRequest,
  { updates, capabilities, isShallow }: PushCommands,
  reader: PacketReader,
): Promise<PushResult> {
  const { call, org, repo } = request;
  try {
    const record = await requireRepo(deps, call, org, repo);
    const commits = await receiveObjects(deps, request, record, updates, reader);
    if (commits instanceof DepotError) return allRefused(updates, inOneLine(commits), 'unpacker error');
    try {
      const atomic = capabilities.has('atomic');
      const { outcomes } = await updateRefs(deps, {
        call,
        org,
        repo,
        repoId: record.id,
        updates,
        kind: 'push',
        atomic,
        commits,
      });
      return { unpack: 'ok', outcomes: isShallow ? outcomes.map(explainShallow) : outcomes };
    } catch (error) {
      return allRefused(updates, 'ok', told(deps, error));
    }
  } catch (error) {
    // With a client that is gone there is nobody to tell, and nothing to log.
    if (request.signal?.aborted || error instanceof SenderGone)
      return allRefused(updates, 'aborted', 'unpacker error');
    return allRefused(updates, told(deps, error), 'unpacker error');
  } finally {
    await reader.close();
  }
}

/** Stores the pack and returns its commits, or the reason why it is refused. A push that only deletes has none. */
async function receiveObjects(
  deps: ReceivePackDeps,
  request: ReceivePackRequest,
  repo: RepoRecord,
  updates: readonly RefUpdate[],
  reader: PacketReader,
): Promise<ReadonlyMap<Oid, PackedCommit> | DepotError> {
  if (updates.every(({ after }) => after === null)) return new Map();
  const { limits, signal } = request;
  const parts = reader.rest();
  const next = () =>
    parts.next().catch((error: unknown) => {
      throw error instanceof DepotError ? error : new SenderGone(error);
    });
  // It has no way to be closed, since what is left has to be read after a failure too.
  const stream = { [Symbol.asyncIterator]: () => ({ next }) };
  try {
    const ingested = await ingestPack(deps, {
      repo,
      stream,
      ...(limits && { limits }),
      ...(signal && { signal }),
    });
    return ingested.commits;
  } catch (error) {
    if (!(error instanceof DepotError)) throw error;
    await drain(parts);
    return error;
  }
}

/** The connection of a client ended before its pack did. */
class SenderGone extends Error {
  constructor(cause: unknown) {
    super('the client is gone', { cause });
  }
}

/** Reads what is left, within reason: a client that is still sending does not read why its push is refused. */
async function drain(parts: AsyncIterable<Uint8Array>): Promise<void> {
  let bytes = 0;
  for await (const part of parts) {
    bytes += part.byteLength;
    if (bytes > MAX_DRAINED_BYTES) return;
  }
}

function explainShallow(outcome: RefOutcome): RefOutcome {
  if (outcome.status !== 'rejected' || outcome.rule !== 'target') return outcome;
  return { ...outcome, reason: 'shallow update not allowed: run `git fetch --unshallow` and push again' };
}

/** @throws GitProtocolError for what is no list of commands. */
async function readCommands(reader: PacketReader): Promise<PushCommands> {
  const updates: RefUpdate[] = [];
  let capabilities: Capabilities | undefined;
  let isShallow = false;
  for (;;) {
    const line = await reader.readLine();
    if (line?.kind === 'flush') break;
    if (line?.kind !== 'line')
      throw new GitProtocolError('the list of commands does not end with a flush packet');
    if (line.text.startsWith('shallow ')) {
      isShallow = true;
      continue;
    }
    if (line.text.startsWith('push-cert')) {
      throw new GitProtocolError('signed pushes are not supported: push without --signed');
    }
    const nul = line.text.indexOf('\0');
    capabilities ??= parseCapabilities(nul < 0 ? '' : line.text.slice(nul + 1));
    updates.push(parseCommand(nul < 0 ? line.text : line.text.slice(0, nul)));
  }
  if (capabilities?.has('push-options')) await skipPushOptions(reader);
  const format = capabilities?.get('object-format')?.[0] ?? 'sha1';
  if (format !== 'sha1') {
    throw new GitProtocolError(`the repository has objects of sha1, and the push has them of ${format}`);
  }
  return { updates, capabilities: capabilities ?? new Map(), isShallow };
}

function parseCommand(text: string): RefUpdate {
  const [before = '', after = ''] = text.split(' ', 2);
  const ref = text.slice(before.length + after.length + 2);
  if (!isOid(before) || !isOid(after) || ref === '') {
    throw new GitProtocolError(`this is no command of a push: ${JSON.stringify(text.slice(0, 100))}`);
  }
  if (ref.length > MAX_REF_LENGTH) {
    throw new GitProtocolError(
      `a ref has a name of ${ref.length} characters: ${JSON.stringify(ref.slice(0, 100))}…`,
    );
  }
  return { ref, before: before === ZERO_OID ? null : before, after: after === ZERO_OID ? null : after };
}

/** They were not offered, and mean nothing here. */
async function skipPushOptions(reader: PacketReader): Promise<void> {
  for (let line = await reader.readLine(); line?.kind === 'line'; line = await reader.readLine());
}

function* reportStatus({ unpack, outcomes }: PushResult): Generator<Uint8Array, void, undefined> {
  yield encodePacket(`unpack ${unpack}\n`);
  for (const outcome of outcomes) {
    yield encodePacket(
      outcome.status === 'rejected' ? `ng ${outcome.ref} ${outcome.reason}\n` : `ok ${outcome.ref}\n`,
    );
  }
  yield FLUSH;
}

function allRefused(updates: readonly RefUpdate[], unpack: string, reason: string): PushResult {
  return {
    unpack,
    outcomes: updates.map(({ ref }) => ({ ref, status: 'rejected', rule: 'target', reason })),
  };
}

/** Returns what the client is told about an error: what is its own matter in full, and of all else nothing. */
function told(deps: ReceivePackDeps, error: unknown): string {
  if (error instanceof DepotError && error.code !== 'INTERNAL_ERROR') return inOneLine(error);
  deps.onError?.(error);
  return 'the push failed for a reason that is not yours; its cause is in the log of the depot';
}

function inOneLine({ message }: Error): string {
  return message.replace(/\s+/g, ' ').replace(/\.$/, '');
}
