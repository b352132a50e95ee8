import type { Oid } from '../../objects/index.js';
import {
  type Capabilities,
  encodePacket,
  FLUSH,
  GitProtocolError,
  type PacketReader,
  parseCapabilities,
  SIDE_BAND,
  SIDE_BAND_64K,
} from '../wire/index.js';
import { type FetchArguments, noArguments, readFetchLine } from './fetch-arguments.js';
import type { FetchSource, WantedObjects } from './fetch-source.js';
import { allReachOne } from './reachable-among.js';
import { resolveDeepening } from './resolve-deepening.js';
import { sendPack } from './send-pack.js';

/**
 * Gives the answer to a fetch request of protocol version 0 or 1, of which each round of the negotiation is one.
 *
 * The client repeats its wants, and what was found to be common, in every round; the pack follows in the one where it
 * says that it is done, or where both have agreed that it is (`no-done`).
 * Format: https://git-scm.com/docs/pack-protocol#_packfile_negotiation
 *
 * @throws GitProtocolError for lines that are malformed or not known, and for wants that are not there.
 */
export async function* fetchV0(
  source: FetchSource,
  reader: PacketReader,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { args, capabilities } = await readWants(reader);
  if (args.wants.length === 0) return;
  const wanted = await source.resolve(args.wants);
  const boundary = await resolveDeepening(source, args, wanted, signal);
  if (boundary !== undefined) {
    for (const oid of boundary.shallow) yield encodePacket(`shallow ${oid}\n`);
    for (const { oid } of boundary.unshallow) yield encodePacket(`unshallow ${oid}\n`);
    yield FLUSH;
  }
  const negotiation = new Negotiation(source, wanted, capabilities, signal);
  yield* negotiation.run(reader);
  if (!negotiation.isAgreed) return;
  yield* sendPack(source, {
    wanted,
    common: negotiation.common,
    args,
    bandBytes: capabilities.has('side-band-64k')
      ? SIDE_BAND_64K
      : capabilities.has('side-band')
        ? SIDE_BAND
        : 0,
    ...(boundary && { boundary }),
    ...(source.packs && { packs: source.packs }),
    ...(signal && { signal }),
  });
}

async function readWants(
  reader: PacketReader,
): Promise<{ readonly args: FetchArguments; readonly capabilities: Capabilities }> {
  const args = noArguments();
  let capabilities: Capabilities | undefined;
  for (;;) {
    const line = await reader.readLine();
    if (line?.kind !== 'line') break;
    let { text } = line;
    if (capabilities === undefined) {
      // `want <oid> <capabilities>`
      capabilities = parseCapabilities(text.slice(45));
      text = text.slice(0, 45);
      args.isDepthRelative = capabilities.has('deepen-relative');
      args.includeTags = capabilities.has('include-tag');
      args.isQuiet = capabilities.has('no-progress');
    }
    if (text.startsWith('have ') || !readFetchLine(args, text.trimEnd())) {
      throw new GitProtocolError(`expected want, shallow, deepen or filter, got ${quote(text)}`);
    }
  }
  return { args, capabilities: capabilities ?? new Map() };
}

/** Finds out what both sides have, in the words that the client understands. */
class Negotiation {
  readonly #source: FetchSource;
  readonly #wanted: WantedObjects;
  readonly #signal: AbortSignal | undefined;
  readonly #acks: 'detailed' | 'many' | 'one';
  readonly #mayEndWithoutDone: boolean;
  readonly #common = new Set<Oid>();
  #last: Oid | undefined;
  #isAgreed = false;
  /** With how many common commits it was last asked whether they are enough, and what the answer was. */
  #enough = { at: 0, isEnough: false };

  constructor(
    source: FetchSource,
    wanted: WantedObjects,
    capabilities: Capabilities,
    signal: AbortSignal | undefined,
  ) {
    this.#source = source;
    this.#wanted = wanted;
    this.#signal = signal;
    this.#acks = capabilities.has('multi_ack_detailed')
      ? 'detailed'
      : capabilities.has('multi_ack')
        ? 'many'
        : 'one';
    this.#mayEndWithoutDone = this.#acks === 'detailed' && capabilities.has('no-done');
  }

  get common(): readonly Oid[] {
    return [...this.#common];
  }

  /** Whether the pack is to follow in this very answer. */
  get isAgreed(): boolean {
    return this.#isAgreed;
  }

  async *run(reader: PacketReader): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const haves: Oid[] = [];
      let line = await reader.readLine();
      for (; line?.kind === 'line' && line.text !== 'done'; line = await reader.readLine()) {
        if (!line.text.startsWith('have '))
          throw new GitProtocolError(`expected have, got ${quote(line.text)}`);
        const args = noArguments();
        readFetchLine(args, line.text);
        haves.push(...args.haves);
      }
      let wasCommon = false;
      let wasOther = false;
      let isReady = false;
      const known = await this.#source.knownCommits(haves);
      for (const oid of haves) {
        if (known.has(oid)) {
          wasCommon = true;
          this.#common.add(oid);
          this.#last = oid;
          if (this.#acks !== 'one') yield this.#ack(oid, this.#acks === 'detailed' ? ' common' : ' continue');
          else if (this.#common.size === 1) yield this.#ack(oid);
          continue;
        }
        wasOther = true;
        if (this.#acks === 'one' || !(await this.#isEnough())) continue;
        isReady = this.#acks === 'detailed';
        yield this.#ack(oid, isReady ? ' ready' : ' continue');
      }
      // The client only wanted to know where its history will end, or goes on in another request.
      if (line === undefined) return;
      if (line.kind === 'line') {
        // The client is done.
        this.#isAgreed = true;
        if (this.#last === undefined) yield encodePacket('NAK\n');
        else if (this.#acks !== 'one') yield this.#ack(this.#last);
        return;
      }
      if (this.#acks === 'detailed' && wasCommon && !wasOther && this.#last && (await this.#isEnough())) {
        isReady = true;
        yield this.#ack(this.#last, ' ready');
      }
      if (this.#common.size === 0 || this.#acks !== 'one') yield encodePacket('NAK\n');
      if (this.#mayEndWithoutDone && isReady && this.#last) {
        this.#isAgreed = true;
        yield this.#ack(this.#last);
        return;
      }
    }
  }

  #ack(oid: Oid, suffix = ''): Uint8Array {
    return encodePacket(`ACK ${oid}${suffix}\n`);
  }

  /** Says whether all that is wanted descends from something that both sides have. */
  async #isEnough(): Promise<boolean> {
    if (this.#enough.at !== this.#common.size) {
      const isEnough = await allReachOne(
        this.#source.history,
        this.#wanted.commits,
        this.common,
        this.#signal,
      );
      this.#enough = { at: this.#common.size, isEnough };
    }
    return this.#enough.isEnough;
  }
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
