import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExactJson } from 'mesa-rest/canonical-json';
import { type SignedEnvelope, toSignedEnvelope } from '../gate/signed-envelope.js';
import { DEFAULT_COMMITMENTS, MAX_UNPAGED } from '../limits.js';
import type { ItemList } from '../service/item-list.js';
import type { CommitmentsServices } from '../service/services.js';
import type { CommitmentFilter } from '../store/commitments.js';
import type { ListWindow } from '../store/list-window.js';
import { HttpRefusal } from './http-refusal.js';
import type { JsonBody } from './json-body.js';

/** A request whose form was checked against the contract. */
export interface CheckedRequest {
  readonly id: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: JsonBody | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Who asks, where the operation can be for the admin alone. */
  readonly actor: 'admin' | 'anonymous';
}

/** Answers one operation: with the body of its success, or nothing. */
export type Handler = (
  services: CommitmentsServices,
  checked: CheckedRequest,
) => Promise<ExactJson | undefined>;

/** The handler of each operation of the contract. */
export const handlers: Readonly<Record<string, Handler>> = {
  getHealth: async () => ({ status: 'ok' }),

  createPrincipal: (services, { body }) => services.principals.create(plain(body)),
  listPrincipals: (services, checked) => sendList(checked, (window) => services.principals.list(window)),
  getPrincipal: (services, { id }) => services.principals.get(id),
  setCapabilities: (services, { id, body }) => services.principals.setCapabilities(id, plain(body)),
  createToken: (services, { id, body }) => services.principals.issueToken(id, plain(body)),

  createCommitment: (services, { body, request }) =>
    services.commitments.submit(envelope(body), request.headers.authorization),
  listCommitments: (services, checked) =>
    sendList(
      checked,
      (window) => services.commitments.list(filterOf(checked.query), window),
      DEFAULT_COMMITMENTS,
    ),
  getCommitment: (services, { id }) => services.commitments.get(id),

  createDeliberation: (services, { body, actor }) => services.deliberations.open(plain(body), actor),
  listDeliberations: (services, checked) =>
    sendList(checked, (window) => services.deliberations.list(statusOf(checked.query), window)),
  getDeliberation: (services, { id }) => services.deliberations.get(id),
  updateDeliberation: (services, { id, body, actor }) => services.deliberations.patch(id, plain(body), actor),
  appendTurn: (services, { id, body, request }) =>
    services.deliberations.appendTurn(id, envelope(body), request.headers.authorization),
  async subscribeDeliberation() {
    throw new HttpRefusal(426, 'Upgrade Required', { upgrade: 'websocket', connection: 'Upgrade' });
  },

  createPolicy: (services, { body }) => services.policies.create(plain(body)),
  listPolicies: (services, checked) => sendList(checked, (window) => services.policies.list(window)),
  getPolicy: (services, { id }) => services.policies.get(id),
  updatePolicy: (services, { id, body }) => services.policies.update(id, plain(body)),
  async deletePolicy(services, { id }) {
    await services.policies.delete(id);
    return undefined;
  },

  listApprovals: (services, checked) =>
    sendList(checked, (window) => services.approvals.list(statusOf(checked.query), window)),
  decideApproval: (services, { id, body }) => services.approvals.decide(id, plain(body)),

  listAuditEvents: (services, { query }) => services.audit.list(query),
};

/** The contract has checked the form; types are what it says. */
function plain<Input>(body: JsonBody | undefined): Input {
  return body?.plain as Input;
}

function envelope(body: JsonBody | undefined): SignedEnvelope {
  return toSignedEnvelope(body?.plain, body?.exact as Record<string, ExactJson>);
}

function statusOf(query: CheckedRequest['query']): string | undefined {
  return query.status as string | undefined;
}

function filterOf(query: CheckedRequest['query']): CommitmentFilter {
  const { deliberation_id, principal_id, type, status } = query as Record<string, string | undefined>;
  return { deliberationId: deliberation_id, principalId: principal_id, type, status };
}

/** A bare list. Where it is not all there is, or could be, `X-Total-Count` says how many items there are. */
async function sendList(
  { query, reply }: CheckedRequest,
  load: (window: ListWindow) => Promise<ItemList>,
  defaultLimit: number = MAX_UNPAGED,
): Promise<ExactJson> {
  const { limit, offset } = query as { readonly limit?: number; readonly offset?: number };
  const { items, total } = await load({ limit: limit ?? defaultLimit, offset: offset ?? 0 });
  if (limit !== undefined || offset !== undefined || items.length < total) {
    reply.header('x-total-count', total);
  }
  return items;
}
