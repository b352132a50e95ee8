import type { Oid } from '../../objects/index.js';
import { isOid } from '../../objects/oid.js';
import {
  type AdvertisedRef,
  type Advertisement,
  type Capabilities,
  DELIM,
  encodePacket,
  FLUSH,
  type GitService,
  PacketReader,
  readAdvertisement,
  remoteErrorOf,
} from '../wire/index.js';
import { RemoteGitError } from './remote-git-error.js';
import type { RemoteSession } from './remote-session.js';

/** What a server offers for one service. */
export interface RemoteRefs {
  /** By full name: `refs/heads/…` and `refs/tags/…`. An annotated tag is at its tag object. */
  readonly refs: ReadonlyMap<string, Oid>;
  readonly version: 0 | 2;
  readonly capabilities: Capabilities;
}

/** Refs that are bookmarks or tags here; others, as of pull requests, are none of ours. */
const SHARED = /^refs\/(heads|tags)\/./;

/**
 * Asks a server for its branches and tags.
 *
 * @param prefixes Beginnings of full names that matter. A server of version 2 tells no others; older ones tell all.
 * @throws RemoteGitError
 */
export async function listRemoteRefs(
  session: RemoteSession,
  service: GitService,
  prefixes: readonly string[] = [],
): Promise<RemoteRefs> {
  const reader = new PacketReader(await session.open(service));
  let advertisement: Advertisement;
  try {
    advertisement = await readAdvertisement(reader, service);
  } catch (error) {
    throw session.reword(error);
  } finally {
    await reader.close();
  }
  const { capabilities } = advertisement;
  const format = capabilities.get('object-format')?.[0] ?? 'sha1';
  if (format !== 'sha1') {
    throw new RemoteGitError(`the upstream names its objects by ${session.quote(format)}, a depot by sha1`);
  }
  if (advertisement.version !== 2) {
    return { refs: toMap(advertisement.refs), version: 0, capabilities };
  }
  if (!capabilities.has('ls-refs') || !capabilities.has('fetch')) {
    throw new RemoteGitError('the upstream offers neither ls-refs nor fetch');
  }
  return { refs: toMap(await lsRefs(session, capabilities, prefixes)), version: 2, capabilities };
}

/** Returns the lines that begin a command of protocol version 2, up to its arguments. */
export function commandHead(
  session: RemoteSession,
  capabilities: Capabilities,
  command: string,
): Uint8Array[] {
  return [
    encodePacket(`command=${command}\n`),
    ...(capabilities.has('agent') ? [encodePacket(`agent=${session.agent}\n`)] : []),
    ...(capabilities.has('object-format') ? [encodePacket('object-format=sha1\n')] : []),
    DELIM,
  ];
}

async function lsRefs(
  session: RemoteSession,
  capabilities: Capabilities,
  prefixes: readonly string[],
): Promise<AdvertisedRef[]> {
  const request = [
    ...commandHead(session, capabilities, 'ls-refs'),
    ...prefixes.map((prefix) => encodePacket(`ref-prefix ${prefix}\n`)),
    FLUSH,
  ];
  const body = await session.post('git-upload-pack', once(request), { isVersion2: true, isList: true });
  const reader = new PacketReader(body);
  try {
    const refs: AdvertisedRef[] = [];
    for (;;) {
      const line = await reader.readLine();
      if (line?.kind === 'flush') return refs;
      if (line?.kind !== 'line')
        throw new RemoteGitError('the list of refs broke off', { isTransient: true });
      const complaint = remoteErrorOf(line.text);
      if (complaint !== undefined) throw new RemoteGitError(`the upstream says: ${session.quote(complaint)}`);
      const [oid = '', name = ''] = line.text.split(' ', 2);
      // A branch without commits is told as `unborn`, which is no oid.
      if (isOid(oid) && name !== '') refs.push({ name, oid });
    }
  } catch (error) {
    throw session.reword(error);
  } finally {
    await reader.close();
  }
}

function toMap(refs: readonly AdvertisedRef[]): Map<string, Oid> {
  return new Map(refs.filter(({ name }) => SHARED.test(name)).map(({ name, oid }) => [name, oid]));
}

/** Gives parts of a request as one body. */
export async function* once(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.concat(parts);
}
