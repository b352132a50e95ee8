import type { RepoRecord } from '../../storage/index.js';
import { describeFailure } from '../describe-failure.js';
import {
  type Capabilities,
  encodeRemoteError,
  GitProtocolError,
  gatherPackets,
  PacketReader,
} from '../wire/index.js';
import { type FetchDeps, FetchSource } from './fetch-source.js';
import { fetchV0 } from './fetch-v0.js';
import { fetchV2 } from './fetch-v2.js';
import { listRefs } from './ls-refs.js';

/** A request of `git fetch` or `git clone`. The caller has checked that the credential may read. */
export interface UploadPackRequest {
  readonly repo: RepoRecord;
  /** Version of the protocol that the client asked for. */
  readonly version: 0 | 1 | 2;
  /** The body of `git-upload-pack`, already unzipped. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Told to the user when the depot fails. */
  readonly requestId: string;
  /** Gives up when the client is gone. */
  readonly signal?: AbortSignal;
  /** Called with errors that are nobody's fault but the depot's. */
  onError?(error: unknown): void;
}

/** A want and a have take 50 bytes each: this is for 300,000 of them. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024; // 16 MiB

/** What we can do for clients of versions 0 and 1, beside what is said of the refs. */
export const UPLOAD_PACK_CAPABILITIES: Capabilities = new Map([
  ['multi_ack', []],
  ['thin-pack', []],
  ['side-band', []],
  ['side-band-64k', []],
  ['ofs-delta', []],
  ['shallow', []],
  ['deepen-since', []],
  ['deepen-not', []],
  ['deepen-relative', []],
  ['no-progress', []],
  ['include-tag', []],
  ['multi_ack_detailed', []],
  ['allow-tip-sha1-in-want', []],
  ['allow-reachable-sha1-in-want', []],
  ['no-done', []],
  ['filter', []],
  ['object-format', ['sha1']],
]);

/** What we can do for clients of version 2. */
export const V2_CAPABILITIES: Capabilities = new Map([
  ['ls-refs', ['unborn']],
  ['fetch', ['shallow wait-for-done filter']],
  ['object-format', ['sha1']],
]);

/**
 * Gives the answer to a fetch request, in packets.
 *
 * It never throws: what is wrong is told in the answer, where git shows it to its user as `remote error`. When that happens in the
 * middle of a pack, the client notices that it is not whole.
 */
export async function* uploadPack(
  deps: FetchDeps,
  request: UploadPackRequest,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { version, body, signal } = request;
  const reader = new PacketReader(body, { maxBytes: MAX_REQUEST_BYTES });
  try {
    const source = new FetchSource(deps, request.repo);
    yield* version === 2 ? answerCommand(source, reader, signal) : fetchV0(source, reader, signal);
  } catch (error) {
    if (signal?.aborted === true) return;
    const { message, isOurs } = describeFailure(error, request.requestId);
    if (isOurs) request.onError?.(error);
    yield encodeRemoteError(message);
  } finally {
    await reader.close();
  }
}

async function* answerCommand(
  source: FetchSource,
  reader: PacketReader,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const command = await readCommand(reader);
  // A flush packet alone: git tries so whether it may send a large request.
  if (command === undefined) return;
  const { name, args } = command;
  if (name === 'ls-refs') yield* gatherPackets(listRefs(await source.refs(), args));
  else if (name === 'fetch') yield* fetchV2(source, args, signal);
  else throw new GitProtocolError(`there is no command ${JSON.stringify(name.slice(0, 100))}`);
}

async function readCommand(
  reader: PacketReader,
): Promise<{ readonly name: string; readonly args: readonly string[] } | undefined> {
  let name: string | undefined;
  let line = await reader.readLine();
  if (line === undefined || line.kind === 'flush') return undefined;
  for (; line?.kind === 'line'; line = await reader.readLine()) {
    const { text } = line;
    if (text.startsWith('command=')) name = text.slice('command='.length);
    else if (text.startsWith('object-format=') && text !== 'object-format=sha1') {
      throw new GitProtocolError('this server stores objects by SHA-1; clone without --object-format');
    }
    // Others tell who is there: `agent`, `session-id`.
  }
  if (name === undefined) throw new GitProtocolError('the request names no command');
  const args: string[] = [];
  if (line?.kind === 'delim') {
    line = await reader.readLine();
    for (; line?.kind === 'line'; line = await reader.readLine()) args.push(line.text);
  }
  if (line?.kind !== 'flush') throw new GitProtocolError('the request does not end with a flush packet');
  return { name, args };
}
