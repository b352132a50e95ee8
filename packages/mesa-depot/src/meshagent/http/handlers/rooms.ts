import type { Handlers } from '../call.js';

export const roomHandlers: Handlers = {
  createRoom: (services, { access, body }) => services.rooms.create(access, body),
  listRooms: (services, { access, query }) => services.rooms.list(access, query),
  getRoom: (services, { access, params }) => services.rooms.get(access, params.room ?? ''),
  updateRoom: (services, { access, params, body }) => services.rooms.update(access, params.room ?? '', body),
  deleteRoom: (services, { access, params }) => services.rooms.delete(access, params.room ?? ''),
  connectRoom: (services, { access, params, origin }) =>
    services.connections.connect(access, params.room ?? '', origin),
};
