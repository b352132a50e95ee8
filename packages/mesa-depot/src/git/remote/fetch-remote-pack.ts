import type { Oid } from '../../objects/index.js';
import { encodePacket, FLUSH, type Line, PacketReader, readBands, remoteErrorOf } from '../wire/index.js';
import { RemoteGitError } from './remote-git-error.js';
import { commandHead, once, type RemoteRefs } from './remote-refs.js';
import type { RemoteSession } from './remote-session.js';

/** Which objects are asked for. */
export interface FetchRequest {
  /** Objects that the server told as refs. Never empty. */
  readonly wants: readonly Oid[];
  /** Commits that are here with all that they reach. The more of them the server knows, the smaller the pack. */
  readonly haves: readonly Oid[];
}

/**
 * Asks a server for a pack with what `wants` reach and `haves` do not, and gives the bytes of that pack.
 *
 * There is one round: all haves are sent at once with `done`. Chosen with growing gaps they cost a few kilobytes, and the
 * server answers with the pack, whereas rounds over HTTP repeat everything that was said before.
 *
 * @throws RemoteGitError
 */
export async function* fetchRemotePack(
  session: RemoteSession,
  { version, capabilities }: Pick<RemoteRefs, 'version' | 'capabilities'>,
  { wants, haves }: FetchRequest,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (version !== 2 && !capabilities.has('side-band-64k')) {
    throw new RemoteGitError('the upstream runs a git from before 2006: it does not know side-band-64k');
  }
  const request =
    version === 2
      ? [
          ...commandHead(session, capabilities, 'fetch'),
          ...['thin-pack', 'no-progress', 'ofs-delta'].map((item) => encodePacket(`${item}\n`)),
          ...wants.map((oid) => encodePacket(`want ${oid}\n`)),
        ]
      : [...firstWants(session, capabilities, wants), FLUSH];
  for (const oid of haves) request.push(encodePacket(`have ${oid}\n`));
  request.push(encodePacket('done\n'), ...(version === 2 ? [FLUSH] : []));

  const reader = new PacketReader(
    await session.post('git-upload-pack', once(request), { isVersion2: version === 2 }),
  );
  try {
    if (version === 2) await skipToPack(session, reader);
    else await skipAcknowledgements(session, reader, haves.length);
    yield* packBand(session, reader);
  } catch (error) {
    throw session.reword(error);
  } finally {
    await reader.close();
  }
}

/** Before version 2 the first want carries what the client can do, as far as the server can do it too. */
function firstWants(
  session: RemoteSession,
  capabilities: RemoteRefs['capabilities'],
  wants: readonly Oid[],
): Uint8Array[] {
  const able = ['side-band-64k', 'thin-pack', 'no-progress', 'ofs-delta'].filter((name) =>
    capabilities.has(name),
  );
  if (capabilities.has('agent')) able.push(`agent=${session.agent}`);
  return wants.map((oid, index) => encodePacket(`want ${oid}${index === 0 ? ` ${able.join(' ')}` : ''}\n`));
}

async function skipToPack(session: RemoteSession, reader: PacketReader): Promise<void> {
  for (;;) {
    const line = await reader.readLine();
    if (line?.kind === 'line' && line.text === 'packfile') return;
    if (line === undefined || line.kind === 'flush') throw brokenOff();
    requireNoComplaint(session, line);
  }
}

/**
 * Without `multi_ack` a server acknowledges the first have that it knows, or says at the end that it knows none: one line
 * in any case.
 */
async function skipAcknowledgements(
  session: RemoteSession,
  reader: PacketReader,
  haveCount: number,
): Promise<void> {
  const line = await reader.readLine();
  if (line === undefined) throw brokenOff();
  requireNoComplaint(session, line);
  if (line.kind === 'line' && (line.text === 'NAK' || (haveCount > 0 && line.text.startsWith('ACK '))))
    return;
  throw new RemoteGitError('the upstream answers a request for objects with neither ACK nor NAK');
}

async function* packBand(
  session: RemoteSession,
  reader: PacketReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bands = readBands(reader);
  for await (const { band, bytes } of bands) {
    if (band === 1) yield bytes;
    if (band === 3) {
      throw new RemoteGitError(`the upstream says: ${session.quote(Buffer.from(bytes).toString())}`, {
        isTransient: true,
      });
    }
  }
}

function requireNoComplaint(session: RemoteSession, line: Line): void {
  const complaint = line.kind === 'line' ? remoteErrorOf(line.text) : undefined;
  if (complaint === undefined) return;
  // "not our ref" is what a ref that moved in between looks like: the next attempt asks for where it is then.
  throw new RemoteGitError(`the upstream says: ${session.quote(complaint)}`, { isTransient: true });
}

function brokenOff(): RemoteGitError {
  return new RemoteGitError('the answer of the upstream broke off before the pack', { isTransient: true });
}
