import { toServiceTemplate } from '../../service/service-specs.js';
import type { Handlers } from '../call.js';

/** The paths of the services of a room have the room; the rest is the same. */
export const serviceHandlers: Handlers = {
  createService: (services, { access, body }) => services.agentServices.create(access, undefined, body),
  listServices: (services, { access }) => services.agentServices.list(access, undefined),
  getService: (services, { access, params }) =>
    services.agentServices.get(access, undefined, params.service_id ?? ''),
  updateService: (services, { access, params, body }) =>
    services.agentServices.update(access, undefined, params.service_id ?? '', body),
  deleteService: (services, { access, params }) =>
    services.agentServices.delete(access, undefined, params.service_id ?? ''),

  createRoomService: (services, { access, params, body }) =>
    services.agentServices.create(access, params.room ?? '', body),
  listRoomServices: (services, { access, params }) => services.agentServices.list(access, params.room ?? ''),
  getRoomService: (services, { access, params }) =>
    services.agentServices.get(access, params.room ?? '', params.service_id ?? ''),
  updateRoomService: (services, { access, params, body }) =>
    services.agentServices.update(access, params.room ?? '', params.service_id ?? '', body),
  deleteRoomService: (services, { access, params }) =>
    services.agentServices.delete(access, params.room ?? '', params.service_id ?? ''),

  renderTemplate: (_services, { body }) => toServiceTemplate(body.template, body.values),
};
