import type { Handlers } from '../call.js';

export const grantHandlers: Handlers = {
  createRoomGrant: (services, { access, body }) => services.grants.create(access, body),
  updateRoomGrant: (services, { access, body }) => services.grants.update(access, body),
  deleteRoomGrant: (services, { access, params }) =>
    services.grants.delete(access, params.room ?? '', params.user_id ?? ''),
  getRoomGrant: (services, { access, params }) =>
    services.grants.get(access, params.room ?? '', params.user_id ?? ''),
  listRoomGrants: (services, { access, query }) => services.grants.list(access, query),
  listRoomGrantsByUser: (services, { access, params, query }) =>
    services.grants.listByUser(access, params.user_id ?? '', query),
  listRoomGrantsByRoom: (services, { access, params, query }) =>
    services.grants.listByRoom(access, params.room ?? '', query),
  listUniqueRoomsWithGrants: (services, { access, query }) => services.grants.countOfRooms(access, query),
  listUniqueUsersWithGrants: (services, { access, query }) => services.grants.countOfUsers(access, query),
};
