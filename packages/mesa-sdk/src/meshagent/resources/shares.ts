import {
  connectShare,
  createShare,
  deleteShare,
  listShares,
  type RoomShare,
  type RoomShareConnectionInfo,
  updateShare,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';
import type { ScopeInput } from '../scopes/scope-input.js';
import { copySettings, type OpenSettings } from '../settings.js';

/** Settings of a share. A depot reads these, and keeps all else as it is. They are spelled as on the wire. */
export interface ShareSettings extends OpenSettings {
  /** Name of the room that is entered; without it nobody can. */
  readonly room?: string | undefined;
  /** What a participant may do there. Default: what users may. */
  readonly permissions?: ScopeInput | null | undefined;
  readonly role?: string | undefined;
  /** Name of the participants. */
  readonly name?: string | undefined;
  /** When it ends, in ISO 8601. */
  readonly expires_at?: string | undefined;
}

/** Shares, with which a room is entered without a credential. */
export class Shares {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Creates a share and returns its id. */
  async create(projectId: string, settings: ShareSettings = {}, options: CallOptions = {}): Promise<string> {
    const created = await this.#connection.send(options, async (base) => {
      const body = { settings: copySettings('shares.create', settings) };
      return createShare({ ...base, path: { project_id: projectId }, body });
    });
    return created.id;
  }

  /** Lists the shares of a project. */
  list(projectId: string, options: CallOptions = {}): Promise<RoomShare[]> {
    return this.#connection.items(
      options,
      (base) => listShares({ ...base, path: { project_id: projectId } }),
      ({ shares }) => shares,
    );
  }

  /**
   * Replaces the settings of a share.
   *
   * @throws {NotFoundError} `not_found`.
   */
  update(
    projectId: string,
    shareId: string,
    settings: ShareSettings = {},
    options: CallOptions = {},
  ): Promise<void> {
    const path = { project_id: projectId, share_id: shareId };
    return this.#connection.act(options, async (base) => {
      const body = { settings: copySettings('shares.update', settings) };
      return updateShare({ ...base, path, body });
    });
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, shareId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, share_id: shareId };
    return this.#connection.act(options, (base) => deleteShare({ ...base, path }));
  }

  /**
   * Returns what it takes to enter the room of a share. It needs no credential.
   *
   * @throws {NotFoundError} `not_found` when there is no such share, or it has no room.
   * @throws {RoomException} `gone` (410) when it has expired.
   */
  connect(shareId: string, options: CallOptions = {}): Promise<RoomShareConnectionInfo> {
    const path = { share_id: shareId };
    return this.#connection.send(options, (base) => connectShare({ ...base, path, body: {} }));
  }
}
