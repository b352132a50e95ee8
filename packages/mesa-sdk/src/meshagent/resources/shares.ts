import type { RequestOptions } from 'mesa-rest';
import {
  connectShare,
  createShare,
  deleteShare,
  listShares,
  type RoomShare,
  type RoomShareConnectionInfo,
  updateShare,
} from 'mesa-rest/meshagent';
import type { Connection } from '../connection.js';

/**
 * Settings of a share. A depot reads `room` (name), `permissions` (an ApiScope), `role`, `name` (of the participant) and
 * `expires_at` (ISO 8601), and keeps all else as it is.
 */
export type ShareSettings = Readonly<Record<string, unknown>>;

/** Shares, with which a room is entered without a credential. */
export class Shares {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Creates a share and returns its id. */
  async create(
    projectId: string,
    settings: ShareSettings = {},
    options: RequestOptions = {},
  ): Promise<string> {
    const path = { project_id: projectId };
    const body = { settings: { ...settings } };
    return (await this.#connection.send(options, (base) => createShare({ ...base, path, body }))).id;
  }

  /** Lists the shares of a project. */
  list(projectId: string, options: RequestOptions = {}): Promise<RoomShare[]> {
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
    options: RequestOptions = {},
  ): Promise<void> {
    const path = { project_id: projectId, share_id: shareId };
    const body = { settings: { ...settings } };
    return this.#connection.act(options, (base) => updateShare({ ...base, path, body }));
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, shareId: string, options: RequestOptions = {}): Promise<void> {
    const path = { project_id: projectId, share_id: shareId };
    return this.#connection.act(options, (base) => deleteShare({ ...base, path }));
  }

  /**
   * Returns what it takes to enter the room of a share. It needs no credential.
   *
   * @throws {NotFoundError} `not_found` when there is no such share, or it has no room.
   * @throws {RoomException} `gone` (410) when it has expired.
   */
  connect(shareId: string, options: RequestOptions = {}): Promise<RoomShareConnectionInfo> {
    const path = { share_id: shareId };
    return this.#connection.send(options, (base) => connectShare({ ...base, path, body: {} }));
  }
}
