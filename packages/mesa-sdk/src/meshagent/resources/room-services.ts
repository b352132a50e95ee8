import {
  createRoomService,
  deleteRoomService,
  getRoomService,
  listRoomServices,
  type ServiceInput,
  type ServiceSpec,
  updateRoomService,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';
import { fromTemplate, type TemplateValues } from './from-template.js';

/** Services of one room. The room is named by its name or id. */
export class RoomServices {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a service of a room and returns it as it is stored, with its id.
   *
   * @throws {ValidationErrorResponse} `invalid_request`, naming the members that are not as they should be.
   * @throws {ConflictError} `already_exists` when there is one of this `metadata.name`.
   */
  create(
    projectId: string,
    room: string,
    service: ServiceSpec,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    return this.#create({ project_id: projectId, room }, service, options);
  }

  /**
   * Creates a service of a room from a template: YAML with variables, and their values.
   *
   * @throws {ValidationErrorResponse} `template_value_missing`, `template_unsupported`, `invalid_request`.
   */
  createFromTemplate(
    projectId: string,
    room: string,
    template: string,
    values: TemplateValues,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    return this.#create({ project_id: projectId, room }, fromTemplate(template, values), options);
  }

  /** Lists the services. */
  list(projectId: string, room: string, options: CallOptions = {}): Promise<ServiceSpec[]> {
    return this.#connection.items(
      options,
      (base) => listRoomServices({ ...base, path: { project_id: projectId, room } }),
      ({ services }) => services,
    );
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, room: string, serviceId: string, options: CallOptions = {}): Promise<ServiceSpec> {
    const path = { project_id: projectId, room, service_id: serviceId };
    return this.#connection.send(options, (base) => getRoomService({ ...base, path }));
  }

  /**
   * Replaces a service, and returns it as it is stored.
   *
   * @throws {NotFoundError} `not_found`.
   * @throws {ValidationErrorResponse} `invalid_request`, also when the `id` in it is another one.
   */
  update(
    projectId: string,
    room: string,
    serviceId: string,
    service: ServiceSpec,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    return this.#update({ project_id: projectId, room, service_id: serviceId }, service, options);
  }

  /** Replaces a service by one from a template. */
  updateFromTemplate(
    projectId: string,
    room: string,
    serviceId: string,
    template: string,
    values: TemplateValues,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    const path = { project_id: projectId, room, service_id: serviceId };
    return this.#update(path, fromTemplate(template, values), options);
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, room: string, serviceId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, room, service_id: serviceId };
    return this.#connection.act(options, (base) => deleteRoomService({ ...base, path }));
  }

  #create(
    path: { project_id: string; room: string },
    body: ServiceInput,
    options: CallOptions,
  ): Promise<ServiceSpec> {
    return this.#connection.send(options, (base) => createRoomService({ ...base, path, body }));
  }

  #update(
    path: { project_id: string; room: string; service_id: string },
    body: ServiceInput,
    options: CallOptions,
  ): Promise<ServiceSpec> {
    return this.#connection.sendOrAsk(
      options,
      (base) => updateRoomService({ ...base, path, body }),
      () => this.get(path.project_id, path.room, path.service_id, options),
    );
  }
}
