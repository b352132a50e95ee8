import type { Oid } from '../../objects/index.js';
import { isOid } from '../../objects/oid.js';
import {
  addCapability,
  type Capabilities,
  capabilityItems,
  formatCapabilities,
  parseCapabilities,
} from './capabilities.js';
import { GitProtocolError } from './git-protocol-error.js';
import type { PacketReader } from './packet-reader.js';
import { encodePacket, FLUSH } from './pkt-line.js';
import { remoteErrorOf } from './remote-error.js';

/** The two services of git over HTTP: one to fetch, one to push. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** A ref as it is told to the other side. */
export interface AdvertisedRef {
  /** Whole, for example `refs/heads/main`, or `HEAD`. */
  readonly name: string;
  readonly oid: Oid;
  /** What an annotated tag is of, when `oid` is one. */
  readonly peeled?: Oid;
}

/** What the first answer of a server says. */
export type Advertisement =
  | {
      readonly version: 0 | 1;
      readonly refs: readonly AdvertisedRef[];
      readonly capabilities: Capabilities;
      /** Commits whose parents the server itself lacks. */
      readonly shallow: readonly Oid[];
    }
  /** Version 2 tells no refs before it is asked. */
  | { readonly version: 2; readonly capabilities: Capabilities };

/** An oid that is none, written where a line needs one. */
export const ZERO_OID: Oid = '0'.repeat(40);

const PEELED = '^{}';
const NO_REFS = 'capabilities^{}';

/**
 * Gives the answer to `GET info/refs?service=…`, packet by packet. Refs are told in the order given; git expects `HEAD`
 * first and then the byte order of names.
 */
export function* encodeAdvertisement(
  service: GitService,
  advertisement: Advertisement,
): Generator<Uint8Array, void, undefined> {
  yield encodePacket(`# service=${service}\n`);
  yield FLUSH;
  if (advertisement.version === 2) {
    yield encodePacket('version 2\n');
    for (const item of capabilityItems(advertisement.capabilities)) yield encodePacket(`${item}\n`);
    yield FLUSH;
    return;
  }
  if (advertisement.version === 1) yield encodePacket('version 1\n');
  let suffix = `\0${formatCapabilities(advertisement.capabilities)}`;
  for (const { name, oid, peeled } of advertisement.refs) {
    yield encodePacket(`${oid} ${name}${suffix}\n`);
    suffix = '';
    if (peeled !== undefined) yield encodePacket(`${peeled} ${name}${PEELED}\n`);
  }
  if (suffix !== '') yield encodePacket(`${ZERO_OID} ${NO_REFS}${suffix}\n`);
  for (const oid of advertisement.shallow) yield encodePacket(`shallow ${oid}\n`);
  yield FLUSH;
}

/**
 * Returns what a server says in its first answer, of any protocol version.
 *
 * @throws GitProtocolError when it is not an answer of this service, or when the server itself says what is wrong: the
 *   message then holds its words.
 */
export async function readAdvertisement(reader: PacketReader, service: GitService): Promise<Advertisement> {
  let line = await reader.readLine();
  // Servers are asked to name the service first, and some do not for version 2.
  if (line?.kind === 'line' && line.text.startsWith('# service=')) {
    if (line.text !== `# service=${service}`) throw unexpected(line.text);
    do line = await reader.readLine();
    while (line?.kind === 'flush');
  }
  let version: 0 | 1 = 0;
  if (line?.kind === 'line' && line.text === 'version 2') return readVersion2(reader);
  if (line?.kind === 'line' && line.text === 'version 1') {
    version = 1;
    line = await reader.readLine();
  }

  const refs: AdvertisedRef[] = [];
  const shallow: Oid[] = [];
  let capabilities: Capabilities | undefined;
  for (; line?.kind === 'line'; line = await reader.readLine()) {
    let { text } = line;
    requireNoError(text);
    if (capabilities === undefined) {
      const end = text.indexOf('\0');
      capabilities = parseCapabilities(end < 0 ? '' : text.slice(end + 1));
      if (end >= 0) text = text.slice(0, end);
    }
    if (text.startsWith('shallow ') && isOid(text.slice(8))) shallow.push(text.slice(8));
    else addRef(refs, text);
  }
  // An old server with nothing to tell says just that.
  if (line?.kind !== 'flush') throw new GitProtocolError('the list of refs does not end with a flush packet');
  return { version, refs, capabilities: capabilities ?? new Map(), shallow };
}

async function readVersion2(reader: PacketReader): Promise<Advertisement> {
  const capabilities = new Map<string, string[]>();
  for (;;) {
    const line = await reader.readLine();
    if (line?.kind === 'flush') return { version: 2, capabilities };
    if (line?.kind !== 'line') throw new GitProtocolError('the capabilities do not end with a flush packet');
    requireNoError(line.text);
    addCapability(capabilities, line.text);
  }
}

function addRef(refs: AdvertisedRef[], text: string): void {
  const oid = text.slice(0, 40);
  const name = text.slice(41);
  if (!isOid(oid) || text[40] !== ' ' || name === '') throw unexpected(text);
  if (name === NO_REFS) return;
  if (!name.endsWith(PEELED)) {
    refs.push({ name, oid });
    return;
  }
  const last = refs.pop();
  if (last === undefined || `${last.name}${PEELED}` !== name) throw unexpected(text);
  refs.push({ ...last, peeled: oid });
}

function requireNoError(text: string): void {
  const message = remoteErrorOf(text);
  if (message !== undefined) throw new GitProtocolError(`the git server says: ${message}`);
}

function unexpected(text: string): GitProtocolError {
  return new GitProtocolError(`unexpected line in the list of refs: ${JSON.stringify(text.slice(0, 100))}`);
}
