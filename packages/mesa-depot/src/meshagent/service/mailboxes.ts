import type { Mailbox, MailboxAnswer, MailboxCreate, MailboxList, MailboxUpdate } from 'mesa-rest/meshagent';
import type { Transaction } from '../../storage/index.js';
import type { ProjectAccess } from '../caller.js';
import { MAX_LIST } from '../limits.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import { requireStorable } from '../require-storable.js';
import {
  deleteMailbox,
  getMailbox,
  insertMailbox,
  listMailboxes,
  type MailboxFields,
  type MailboxRecord,
  updateMailbox,
} from '../store/mailboxes.js';
import type { MeshagentDeps } from './deps.js';
import { isMailAddress } from './is-mail-address.js';
import type { ListInput } from './list-input.js';
import { requireRoom } from './require-room.js';

/**
 * The mailboxes of projects: which queue of which room the mail to an address is for. They are records: no mail is received.
 *
 * An address belongs to one project of the server; upper and lower case make no difference.
 */
export class MailboxService {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /** @throws MeshagentError `invalid_request`, `not_found` for the room, `already_exists`, which does not tell whose it is. */
  async create({ project }: ProjectAccess, input: MailboxCreate): Promise<void> {
    const { now, storage } = this.#deps;
    const { address } = input;
    if (!isMailAddress(address)) {
      throw invalid('address', 'must be an e-mail address: ASCII, and none of / ? # % in it');
    }
    await storage.transaction(async (tx) => {
      const fields = await toFields(tx, project.id, input);
      if (!(await insertMailbox(tx, { ...fields, address, projectId: project.id, createdAt: now() }))) {
        throw new MeshagentError('already_exists', `The address \`${address}\` is taken.`);
      }
    });
  }

  /** Returns mailboxes in order of their addresses, and how many there are. */
  async list({ project }: ProjectAccess, { count, offset, filter }: ListInput): Promise<MailboxList> {
    const { mailboxes, total } = await listMailboxes(this.#deps.storage.read, {
      projectId: project.id,
      filter: filter === undefined ? undefined : requireStorable('filter', filter),
      limit: count ?? MAX_LIST,
      offset: offset ?? 0,
    });
    return { mailboxes: mailboxes.map(toWire), total };
  }

  /** Returns the mailboxes of a room, which is named by its name or id. @throws MeshagentError `not_found` for the room. */
  async listOfRoom({ project }: ProjectAccess, nameOrId: string): Promise<MailboxList> {
    const { read } = this.#deps.storage;
    const room = await requireRoom(read, project.id, nameOrId);
    const { mailboxes, total } = await listMailboxes(read, {
      projectId: project.id,
      roomId: room.id,
      limit: MAX_LIST,
      offset: 0,
    });
    return { mailboxes: mailboxes.map(toWire), total };
  }

  /** @throws MeshagentError `not_found`. */
  async get({ project }: ProjectAccess, address: string): Promise<MailboxAnswer> {
    const mailbox = isMailAddress(address)
      ? await getMailbox(this.#deps.storage.read, { projectId: project.id, address })
      : undefined;
    if (mailbox === undefined) throw notFound('mailbox');
    return { mailbox: toWire(mailbox) };
  }

  /**
   * Replaces what a mailbox is; annotations that are not given, or null, stay.
   *
   * @throws MeshagentError `not_found` for it or the room, `invalid_request`
   */
  async update({ project }: ProjectAccess, address: string, input: MailboxUpdate): Promise<void> {
    const key = { projectId: project.id, address };
    await this.#deps.storage.transaction(async (tx) => {
      const before = isMailAddress(address) ? await getMailbox(tx, key) : undefined;
      if (before === undefined) throw notFound('mailbox');
      const fields = await toFields(tx, project.id, input, before);
      if (!(await updateMailbox(tx, key, fields))) throw notFound('mailbox');
    });
  }

  /** @throws MeshagentError `not_found`. */
  async delete({ project }: ProjectAccess, address: string): Promise<void> {
    const isDeleted =
      isMailAddress(address) &&
      (await this.#deps.storage.transaction((tx) => deleteMailbox(tx, { projectId: project.id, address })));
    if (!isDeleted) throw notFound('mailbox');
  }
}

async function toFields(
  tx: Transaction,
  projectId: string,
  { room, queue, public: isPublic, annotations }: MailboxUpdate,
  before?: MailboxFields,
): Promise<MailboxFields> {
  return {
    roomId: (await requireRoom(tx, projectId, room)).id,
    queue: requireStorable('queue', queue),
    isPublic: isPublic ?? false,
    annotations: annotations ?? before?.annotations ?? {},
  };
}

function toWire({ address, roomName, roomId, queue, isPublic, annotations }: MailboxRecord): Mailbox {
  return { address, room: roomName, room_id: roomId, queue, public: isPublic, annotations };
}
