import type { Created, RoomShare, RoomShareConnectionInfo, ShareInput, ShareList } from 'mesa-rest/meshagent';
import type { ProjectAccess } from '../caller.js';
import type { JsonObject } from '../json-object.js';
import { MAX_LIST } from '../limits.js';
import { MeshagentError, notFound } from '../meshagent-error.js';
import { getProject } from '../store/projects.js';
import {
  deleteShare,
  getShare,
  insertShare,
  listShares,
  type ShareRecord,
  updateShare,
} from '../store/shares.js';
import { newUuid, parseUuid } from '../uuid.js';
import { CONNECTION_TOKEN_SECONDS } from './connection-tokens.js';
import type { ConnectionService } from './connections.js';
import type { MeshagentDeps } from './deps.js';
import { requireRoom } from './require-room.js';
import { readShareSettings } from './share-settings.js';
import { toStoredScope } from './to-stored-scope.js';

/** Links by which anybody who has one can connect to a room, with what its settings allow. */
export class ShareService {
  readonly #deps: MeshagentDeps;
  readonly #connections: ConnectionService;

  constructor(deps: MeshagentDeps, connections: ConnectionService) {
    this.#deps = deps;
    this.#connections = connections;
  }

  /** @throws MeshagentError `invalid_request` for settings that this server reads */
  async create({ project }: ProjectAccess, { settings }: ShareInput): Promise<Created> {
    const share = { id: newUuid(this.#deps), projectId: project.id, settings: settings ?? {} };
    await requireShareSettings(share.settings);
    const createdAt = this.#deps.now();
    await this.#deps.storage.transaction((tx) => insertShare(tx, { ...share, createdAt }));
    return { id: share.id };
  }

  async list({ project }: ProjectAccess): Promise<ShareList> {
    return { shares: (await listShares(this.#deps.storage.read, project.id, MAX_LIST)).map(toWire) };
  }

  /** Replaces the settings. @throws MeshagentError `not_found`, `invalid_request` */
  async update({ project }: ProjectAccess, text: string, input: ShareInput): Promise<void> {
    const settings = input.settings ?? {};
    await requireShareSettings(settings);
    const id = parseUuid(text);
    const isUpdated =
      id !== undefined &&
      (await this.#deps.storage.transaction((tx) =>
        updateShare(tx, { projectId: project.id, id }, settings),
      ));
    if (!isUpdated) throw notFound('share');
  }

  /** @throws MeshagentError `not_found` */
  async delete({ project }: ProjectAccess, text: string): Promise<void> {
    const id = parseUuid(text);
    const isDeleted =
      id !== undefined &&
      (await this.#deps.storage.transaction((tx) => deleteShare(tx, { projectId: project.id, id })));
    if (!isDeleted) throw notFound('share');
  }

  /**
   * Lets whoever knows a share into its room. Each gets a name of their own.
   *
   * @throws MeshagentError `not_found` for the share or its room, `gone` once it has expired
   */
  async connect(text: string, origin: string): Promise<RoomShareConnectionInfo> {
    const { now, random, storage } = this.#deps;
    const id = parseUuid(text);
    const share = id === undefined ? undefined : await getShare(storage.read, id);
    const project = share && (await getProject(storage.read, share.projectId));
    if (share === undefined || project === undefined) throw notFound('share');
    const settings = readShareSettings(share.settings);
    if (settings.expiresAt !== undefined && settings.expiresAt <= now()) {
      throw new MeshagentError('gone', 'The share has expired.');
    }
    const room = await requireRoom(storage.read, project.id, settings.room ?? '');
    const inAnHour = now() + CONNECTION_TOKEN_SECONDS * 1000;
    const info = await this.#connections.issue({
      project,
      room,
      name: `${settings.name}-${Buffer.from(random(4)).toString('hex')}`,
      role: settings.role,
      permissions: settings.permissions,
      // Nobody stays for longer than the share is good.
      expiresAt: Math.min(inAnHour, settings.expiresAt ?? inAnHour),
      origin,
    });
    return { ...info, settings: { ...share.settings } };
  }
}

/** Checks the settings that this server reads. */
async function requireShareSettings(settings: JsonObject): Promise<void> {
  await toStoredScope(readShareSettings(settings).permissions);
}

function toWire({ id, projectId, settings }: ShareRecord): RoomShare {
  return { id, project_id: projectId, settings: { ...settings } };
}
