import type { Oid } from '../../objects/index.js';
import { DELIM, encodePacket, FLUSH, GitProtocolError, SIDE_BAND_64K } from '../wire/index.js';
import { type FetchArguments, noArguments, readFetchLine } from './fetch-arguments.js';
import type { FetchSource } from './fetch-source.js';
import { allReachOne } from './reachable-among.js';
import { resolveDeepening } from './resolve-deepening.js';
import { sendPack } from './send-pack.js';

/**
 * Gives the answer to the command `fetch` of protocol version 2.
 *
 * Every request stands alone: the client repeats what it found out in those before. Format:
 * https://git-scm.com/docs/protocol-v2#_fetch
 *
 * @throws GitProtocolError for arguments that are malformed or not known, and for wants that are not there.
 */
export async function* fetchV2(
  source: FetchSource,
  lines: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { args, isDone, waitForDone } = readArguments(lines);
  // Asked for nothing, and not what both sides have either.
  if (args.wants.length === 0 && !waitForDone) return;
  const wanted = await source.resolve(args.wants);
  const common = [...(await source.knownCommits(args.haves))];
  if (args.haves.length > 0 && !isDone) {
    yield encodePacket('acknowledgments\n');
    if (common.length === 0) yield encodePacket('NAK\n');
    for (const oid of inOrder(args.haves, common)) yield encodePacket(`ACK ${oid}\n`);
    const isReady = !waitForDone && (await allReachOne(source.history, wanted.commits, common, signal));
    if (!isReady) {
      yield FLUSH;
      return;
    }
    yield encodePacket('ready\n');
    yield DELIM;
  }

  const boundary = await resolveDeepening(source, args, wanted, signal);
  if (boundary !== undefined || args.shallow.length > 0) {
    yield encodePacket('shallow-info\n');
    for (const oid of boundary?.shallow ?? []) yield encodePacket(`shallow ${oid}\n`);
    for (const { oid } of boundary?.unshallow ?? []) yield encodePacket(`unshallow ${oid}\n`);
    yield DELIM;
  }
  yield encodePacket('packfile\n');
  yield* sendPack(source, {
    wanted,
    common,
    args,
    bandBytes: SIDE_BAND_64K,
    ...(boundary && { boundary }),
    ...(source.packs && { packs: source.packs }),
    ...(signal && { signal }),
  });
}

function inOrder(haves: readonly Oid[], common: readonly Oid[]): Oid[] {
  const known = new Set(common);
  return haves.filter((oid) => known.delete(oid));
}

function readArguments(lines: readonly string[]): {
  readonly args: FetchArguments;
  readonly isDone: boolean;
  readonly waitForDone: boolean;
} {
  const args = noArguments();
  let isDone = false;
  let waitForDone = false;
  for (const line of lines) {
    if (readFetchLine(args, line)) continue;
    switch (line) {
      case 'done':
        isDone = true;
        break;
      case 'wait-for-done':
        waitForDone = true;
        break;
      case 'no-progress':
        args.isQuiet = true;
        break;
      case 'include-tag':
        args.includeTags = true;
        break;
      case 'deepen-relative':
        args.isDepthRelative = true;
        break;
      case 'thin-pack':
      case 'ofs-delta':
        // Deltas that the pack could have. It has none.
        break;
      default:
        throw new GitProtocolError(`fetch: unexpected line ${JSON.stringify(line.slice(0, 100))}`);
    }
  }
  return { args, isDone, waitForDone };
}
