import type { Handlers } from '../call.js';

export const mailboxHandlers: Handlers = {
  createMailbox: (services, { access, body }) => services.mailboxes.create(access, body),
  listMailboxes: (services, { access, query }) => services.mailboxes.list(access, query),
  listRoomMailboxes: (services, { access, params }) =>
    services.mailboxes.listOfRoom(access, params.room ?? ''),
  getMailbox: (services, { access, params }) => services.mailboxes.get(access, params.address ?? ''),
  updateMailbox: (services, { access, params, body }) =>
    services.mailboxes.update(access, params.address ?? '', body),
  deleteMailbox: (services, { access, params }) => services.mailboxes.delete(access, params.address ?? ''),
};
