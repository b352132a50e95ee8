import type { Handlers } from '../call.js';

export const sessionHandlers: Handlers = {
  listRecentSessions: (services, { access }) => services.sessions.list(access, { isActive: false }),
  listActiveSessions: (services, { access }) => services.sessions.list(access, { isActive: true }),
  getSession: (services, { access, params }) => services.sessions.get(access, params.session_id ?? ''),
  listSessionEvents: (services, { access, params }) =>
    services.sessions.listEvents(access, params.session_id ?? ''),
  listSessionSpans: (services, { access, params }) =>
    services.sessions.listSpans(access, params.session_id ?? ''),
  listSessionMetrics: (services, { access, params }) =>
    services.sessions.listMetrics(access, params.session_id ?? ''),
  terminateSession: (services, { access, params }) =>
    services.sessions.terminate(access, params.session_id ?? ''),
};
