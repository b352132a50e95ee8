import type { Oid } from '../../objects/index.js';
import {
  type Capabilities,
  encodePacket,
  FLUSH,
  PacketReader,
  readBands,
  remoteErrorOf,
  ZERO_OID,
} from '../wire/index.js';
import { RemoteGitError } from './remote-git-error.js';
import type { RemoteSession } from './remote-session.js';

/** Where a ref of the other server is to be. */
export interface RemoteCommand {
  /** Full name. */
  readonly ref: string;
  /** Where it stood in the list of refs; null when it was not in it. The server refuses if it is elsewhere by now. */
  readonly before: Oid | null;
  readonly after: Oid;
}

/** The report is held in memory: one line for each ref. */
const MAX_REPORT_BYTES = 32 * 1024 * 1024;

/**
 * Pushes refs to a server, and returns for each why it was refused; null for one that was updated. Each ref succeeds or fails for
 * itself.
 *
 * @param commands Never empty.
 * @param pack The bytes of a pack with all that the server lacks, which may be no object at all.
 * @throws RemoteGitError when the server does not take the pack or does not say what became of the refs; whatever the pack throws.
 */
export async function pushRemoteRefs(
  session: RemoteSession,
  capabilities: Capabilities,
  commands: readonly RemoteCommand[],
  pack: AsyncIterable<Uint8Array>,
): Promise<ReadonlyMap<string, string | null>> {
  if (!capabilities.has('report-status')) {
    throw new RemoteGitError(
      'the upstream does not tell what becomes of pushed refs: it lacks report-status',
    );
  }
  const hasBands = capabilities.has('side-band-64k');
  const able = ['report-status', ...(hasBands ? ['side-band-64k'] : [])];
  if (capabilities.has('quiet')) able.push('quiet');
  if (capabilities.has('object-format')) able.push('object-format=sha1');
  if (capabilities.has('agent')) able.push(`agent=${session.agent}`);

  async function* request(): AsyncGenerator<Uint8Array, void, undefined> {
    const lines = commands.map(({ ref, before, after }, index) =>
      encodePacket(`${before ?? ZERO_OID} ${after} ${ref}${index === 0 ? `\0 ${able.join(' ')}` : ''}`),
    );
    yield Buffer.concat([...lines, FLUSH]);
    yield* pack;
  }

  const reader = new PacketReader(await session.post('git-receive-pack', request()));
  try {
    const report = hasBands
      ? new PacketReader(dataBand(session, reader), { maxBytes: MAX_REPORT_BYTES })
      : reader;
    return await readReport(session, report, commands);
  } catch (error) {
    throw session.reword(error);
  } finally {
    await reader.close();
  }
}

/** Gives what comes on band 1. What the server says to people on band 2 is nobody's here. */
async function* dataBand(
  session: RemoteSession,
  reader: PacketReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { band, bytes } of readBands(reader)) {
    if (band === 1) yield bytes;
    if (band === 3) {
      throw new RemoteGitError(`the upstream says: ${session.quote(Buffer.from(bytes).toString())}`, {
        isTransient: true,
      });
    }
  }
}

async function readReport(
  session: RemoteSession,
  reader: PacketReader,
  commands: readonly RemoteCommand[],
): Promise<Map<string, string | null>> {
  const asked = new Set(commands.map(({ ref }) => ref));
  const reasons = new Map<string, string | null>();
  for (;;) {
    const line = await reader.readLine();
    if (line?.kind !== 'line') break;
    const [, word = '', rest = ''] = /^(\S+) (.*)$/s.exec(line.text) ?? [];
    const complaint = remoteErrorOf(line.text);
    if (complaint !== undefined) throw new RemoteGitError(`the upstream says: ${session.quote(complaint)}`);
    if (word === 'unpack' && rest !== 'ok') {
      // A full disk, a process that was killed, or a rule of the server that the objects break.
      throw new RemoteGitError(`the upstream could not take the pack: ${session.quote(rest)}`, {
        isTransient: true,
      });
    }
    const [ref = '', ...words] = rest.split(' ');
    if (!asked.has(ref)) continue;
    if (word === 'ok') reasons.set(ref, null);
    if (word === 'ng') reasons.set(ref, session.quote(words.join(' ')) || 'refused');
  }
  for (const ref of asked) {
    if (reasons.has(ref)) continue;
    throw new RemoteGitError(`the upstream did not say what became of ${ref}`, { isTransient: true });
  }
  return reasons;
}
