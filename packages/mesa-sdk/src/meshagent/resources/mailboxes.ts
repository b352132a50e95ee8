import type { PagePromise } from 'mesa-rest';
import {
  createMailbox,
  deleteMailbox,
  getMailbox,
  listMailboxes,
  listRoomMailboxes,
  type Mailbox,
  type MailboxCreate,
  type MailboxUpdate,
  updateMailbox,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { toBody } from '../../core/input.js';
import { checkMembers, checkObject } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { type CountInput, countQuery } from './list-input.js';

/** Input of `mailboxes.create` and `mailboxes.update`. */
export interface MailboxInput {
  readonly projectId: string;
  /** E-mail address; upper and lower case make no difference. */
  readonly address: string;
  /** Name of the room. */
  readonly room: string;
  /** Queue of the room into which mail is put. */
  readonly queue: string;
  /** Whether others than the members of the project may write to it. Default false. */
  readonly isPublic?: boolean | undefined;
  readonly annotations?: Readonly<Record<string, string>> | null | undefined;
}

const MEMBERS = [
  'projectId',
  'address',
  'room',
  'queue',
  'isPublic',
  'annotations',
] as const satisfies readonly (keyof MailboxInput)[];

/** Addresses whose mail goes to rooms. */
export class Mailboxes {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a mailbox.
   *
   * @throws {ConflictError} `already_exists` when the address is taken, by any project of the server.
   * @throws {NotFoundError} `not_found` when there is no such room.
   */
  create(input: MailboxInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('mailboxes.create', input, MEMBERS);
      const body: MailboxCreate = { address: input.address, ...toWire(input) };
      return createMailbox({ ...base, path: { project_id: input.projectId }, body });
    });
  }

  /** Lists the mailboxes of a project. */
  list(
    projectId: string,
    input: CountInput = {},
    options: CallOptions = {},
  ): PagePromise<Mailbox[], Mailbox> {
    const first = () => countQuery('mailboxes.list', input);
    return this.#connection.counted(first, options, async (base, query) => {
      const { data } = await listMailboxes({ ...base, path: { project_id: projectId }, query });
      return { items: data.mailboxes, total: data.total };
    });
  }

  /** Lists the mailboxes of a room. */
  listByRoom(projectId: string, room: string, options: CallOptions = {}): Promise<Mailbox[]> {
    return this.#connection.items(
      options,
      (base) => listRoomMailboxes({ ...base, path: { project_id: projectId, room } }),
      ({ mailboxes }) => mailboxes,
    );
  }

  /** @throws {NotFoundError} `not_found`. */
  async get(projectId: string, address: string, options: CallOptions = {}): Promise<Mailbox> {
    const path = { project_id: projectId, address };
    return (await this.#connection.send(options, (base) => getMailbox({ ...base, path }))).mailbox;
  }

  /**
   * Replaces where the mail of an address goes, and who may write to it: a mailbox without `isPublic` is one for members again.
   * Annotations that are absent stay.
   *
   * @throws {NotFoundError} `not_found`.
   */
  update(input: MailboxInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('mailboxes.update', input, MEMBERS);
      const path = { project_id: input.projectId, address: input.address };
      return updateMailbox({ ...base, path, body: toWire(input) });
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, address: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, address };
    return this.#connection.act(options, (base) => deleteMailbox({ ...base, path }));
  }
}

function toWire({ room, queue, isPublic = false, annotations }: MailboxInput): MailboxUpdate {
  checkObject('`annotations` of a mailbox', annotations);
  return toBody<MailboxUpdate>({
    room,
    queue,
    public: isPublic,
    annotations: annotations && { ...annotations },
  });
}
