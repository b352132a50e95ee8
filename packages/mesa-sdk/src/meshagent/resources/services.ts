import {
  createService,
  deleteService,
  getService,
  listServices,
  type ServiceInput,
  type ServiceSpec,
  updateService,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import type { Connection } from '../connection.js';
import { fromTemplate, type TemplateValues } from './from-template.js';

/** Services of a project, there for all of its rooms. */
export class Services {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates a service and returns it as it is stored, with its id.
   *
   * @throws {ValidationErrorResponse} `invalid_request`, naming the members that are not as they should be.
   * @throws {ConflictError} `already_exists` when there is one of this `metadata.name`.
   */
  create(projectId: string, service: ServiceSpec, options: CallOptions = {}): Promise<ServiceSpec> {
    return this.#create({ project_id: projectId }, service, options);
  }

  /**
   * Creates a service from a template: YAML with variables, and their values.
   *
   * @throws {ValidationErrorResponse} `template_value_missing`, `template_unsupported`, `invalid_request`.
   */
  createFromTemplate(
    projectId: string,
    template: string,
    values: TemplateValues,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    return this.#create({ project_id: projectId }, fromTemplate(template, values), options);
  }

  /** Lists the services. */
  list(projectId: string, options: CallOptions = {}): Promise<ServiceSpec[]> {
    return this.#connection.items(
      options,
      (base) => listServices({ ...base, path: { project_id: projectId } }),
      ({ services }) => services,
    );
  }

  /** @throws {NotFoundError} `not_found`. */
  get(projectId: string, serviceId: string, options: CallOptions = {}): Promise<ServiceSpec> {
    const path = { project_id: projectId, service_id: serviceId };
    return this.#connection.send(options, (base) => getService({ ...base, path }));
  }

  /**
   * Replaces a service, and returns it as it is stored.
   *
   * @throws {NotFoundError} `not_found`.
   * @throws {ValidationErrorResponse} `invalid_request`, also when the `id` in it is another one.
   */
  update(
    projectId: string,
    serviceId: string,
    service: ServiceSpec,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    return this.#update({ project_id: projectId, service_id: serviceId }, service, options);
  }

  /** Replaces a service by one from a template. */
  updateFromTemplate(
    projectId: string,
    serviceId: string,
    template: string,
    values: TemplateValues,
    options: CallOptions = {},
  ): Promise<ServiceSpec> {
    const path = { project_id: projectId, service_id: serviceId };
    return this.#update(path, fromTemplate(template, values), options);
  }

  /** @throws {NotFoundError} `not_found`. */
  delete(projectId: string, serviceId: string, options: CallOptions = {}): Promise<void> {
    const path = { project_id: projectId, service_id: serviceId };
    return this.#connection.act(options, (base) => deleteService({ ...base, path }));
  }

  #create(path: { project_id: string }, body: ServiceInput, options: CallOptions): Promise<ServiceSpec> {
    return this.#connection.send(options, (base) => createService({ ...base, path, body }));
  }

  #update(
    path: { project_id: string; service_id: string },
    body: ServiceInput,
    options: CallOptions,
  ): Promise<ServiceSpec> {
    return this.#connection.sendOrAsk(
      options,
      (base) => updateService({ ...base, path, body }),
      () => this.get(path.project_id, path.service_id, options),
    );
  }
}
