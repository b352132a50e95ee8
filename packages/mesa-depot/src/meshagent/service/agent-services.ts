import type { ServiceInput, ServiceList, ServiceSpec } from 'mesa-rest/meshagent';
import type { Executor } from '../../storage/index.js';
import { isUniqueViolation } from '../../storage/unique-violation.js';
import type { ProjectAccess } from '../caller.js';
import { invalid, MeshagentError, notFound } from '../meshagent-error.js';
import {
  countServices,
  deleteService,
  getService,
  insertService,
  listServices,
  type ServicePlace,
  type ServiceRecord,
  updateService,
} from '../store/services.js';
import { newUuid, parseUuid } from '../uuid.js';
import type { MeshagentDeps } from './deps.js';
import { requireRoom } from './require-room.js';
import { toServiceSpec } from './service-specs.js';

/** How many services a project may have beside its rooms, and each room by itself: lists answer all of them. */
const MAX_SERVICES = 200;

/**
 * The services of projects and of rooms. Each method works on those of a room when it gets one (by name or id), and else on those
 * of the whole project, which rooms do not answer.
 *
 * They are records: nothing is started.
 */
export class AgentServices {
  readonly #deps: MeshagentDeps;

  constructor(deps: MeshagentDeps) {
    this.#deps = deps;
  }

  /**
   * Stores a service under an id of its own; one that the specification has is not used.
   *
   * @throws MeshagentError `not_found` for the room, `invalid_request`, `payload_too_large`, `already_exists` for the name,
   * `conflict` when there are 200; TemplateError
   */
  async create(access: ProjectAccess, room: string | undefined, input: ServiceInput): Promise<ServiceSpec> {
    const { now, storage } = this.#deps;
    const { id: _ignored, ...spec } = await toServiceSpec(input);
    return storage.transaction(async (tx) => {
      const place = await placeOf(tx, access, room);
      if ((await countServices(tx, place)) >= MAX_SERVICES) {
        throw new MeshagentError('conflict', `There are ${MAX_SERVICES} services. Delete one first.`);
      }
      const service: ServiceRecord = { ...place, id: newUuid(this.#deps), spec, createdAt: now() };
      if (!(await insertService(tx, service))) throw nameTaken(spec);
      return toWire(service);
    });
  }

  /** Returns the services, oldest first. @throws MeshagentError `not_found` for the room. */
  async list(access: ProjectAccess, room: string | undefined): Promise<ServiceList> {
    const { read } = this.#deps.storage;
    const services = await listServices(read, await placeOf(read, access, room), MAX_SERVICES);
    return { services: services.map(toWire) };
  }

  /** @throws MeshagentError `not_found`. */
  async get(access: ProjectAccess, room: string | undefined, id: string): Promise<ServiceSpec> {
    const { read } = this.#deps.storage;
    const place = await placeOf(read, access, room);
    const serviceId = parseUuid(id);
    const service = serviceId && (await getService(read, place, serviceId));
    if (!service) throw notFound('service');
    return toWire(service);
  }

  /**
   * Replaces the specification of a service.
   *
   * @throws MeshagentError `not_found`, `invalid_request` (also for another id than that of the service), `payload_too_large`,
   * `already_exists` for the name; TemplateError
   */
  async update(
    access: ProjectAccess,
    room: string | undefined,
    id: string,
    input: ServiceInput,
  ): Promise<ServiceSpec> {
    const { id: given, ...spec } = await toServiceSpec(input);
    const serviceId = parseUuid(id);
    if (serviceId === undefined) throw notFound('service');
    if (given !== undefined && given !== null && parseUuid(given) !== serviceId) {
      throw invalid('id', 'must be the id of the service that is updated, or absent');
    }
    try {
      await this.#deps.storage.transaction(async (tx) => {
        const place = await placeOf(tx, access, room);
        if (!(await updateService(tx, place, serviceId, spec))) throw notFound('service');
      });
    } catch (error) {
      throw isUniqueViolation(error) ? nameTaken(spec) : error;
    }
    return { ...spec, id: serviceId };
  }

  /** @throws MeshagentError `not_found`. */
  async delete(access: ProjectAccess, room: string | undefined, id: string): Promise<void> {
    await this.#deps.storage.transaction(async (tx) => {
      const place = await placeOf(tx, access, room);
      const serviceId = parseUuid(id);
      if (serviceId === undefined || !(await deleteService(tx, place, serviceId))) throw notFound('service');
    });
  }
}

async function placeOf(
  executor: Executor,
  { project }: ProjectAccess,
  room: string | undefined,
): Promise<ServicePlace> {
  const roomId = room === undefined ? null : (await requireRoom(executor, project.id, room)).id;
  return { projectId: project.id, roomId };
}

function toWire({ spec, id }: ServiceRecord): ServiceSpec {
  return { ...spec, id };
}

function nameTaken({ metadata }: ServiceSpec): MeshagentError {
  return new MeshagentError('already_exists', `There is a service of the name \`${metadata.name}\` already.`);
}
