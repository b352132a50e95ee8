import type { ContractAnswer, ContractRequest } from '../helpers/send.js';
import { ADMIN, OFFER, ok, type World } from './world.js';

/** A request of an operation, the status that it must be answered with, and the code where there is one. */
export interface StatusRequest {
  readonly operation: string;
  readonly expected: string;
  send(world: World): Promise<ContractAnswer>;
}

const NOBODY = '0'.repeat(32);
const path = { id: NOBODY };
const KEY = '03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8';

/** A body as it is written, for what no value of JavaScript stands for. */
function raw(text: string): Pick<ContractRequest, 'body' | 'headers'> {
  return { body: new TextEncoder().encode(text), headers: { 'content-type': 'application/json' } };
}

/** One request for each status of each operation, and for each code of each gate. */
export const REQUESTS: readonly StatusRequest[] = [
  simple('getHealth', '200', {}),
  {
    operation: 'getHealth',
    expected: '405',
    async send({ url, send }) {
      const { status, headers } = await fetch(`${url}/health`, { method: 'DELETE' });
      // Validated as an answer of the operation, which no other method is.
      return { ...(await send('getHealth')), status, headers };
    },
  },

  simple('listPrincipals', '200', { query: { limit: 1, offset: 0 } }),
  simple('listPrincipals', '422', { query: { limit: 0 } }),
  {
    operation: 'createPrincipal',
    expected: '409',
    async send({ send }) {
      ok(await send('createPrincipal', { body: { org: 'acme', public_key: KEY } }));
      return send('createPrincipal', { body: { org: 'globex', public_key: KEY.toUpperCase() } });
    },
  },
  simple('createPrincipal', '422', { body: { org: ' ', public_key: KEY } }),
  simple('createPrincipal', '422', raw('{')),
  using('createPrincipal', '201', async ({ send }) =>
    send('createPrincipal', { body: { org: 'acme', public_key: 'ab'.repeat(32) } }),
  ),
  using('getPrincipal', '200', async ({ send, join }) => send('getPrincipal', { path: await idOf(join()) })),
  simple('getPrincipal', '404', { path }),

  using('setCapabilities', '200', async ({ send, join }) =>
    send('setCapabilities', {
      path: await idOf(join()),
      body: { capabilities: ['offer', 'offer'] },
      headers: ADMIN,
    }),
  ),
  simple('setCapabilities', '403 admin_forbidden', { path, body: { capabilities: [] } }),
  simple('setCapabilities', '404', { path, body: { capabilities: [] }, headers: ADMIN }),
  simple('setCapabilities', '422', { path, body: { capabilities: ['accept'] }, headers: ADMIN }),
  using('createToken', '201', async ({ send, join }) =>
    send('createToken', {
      path: await idOf(join('offer')),
      body: { scopes: ['offer'], ttl_seconds: 60 },
      headers: ADMIN,
    }),
  ),
  simple('createToken', '403 admin_forbidden', { path, body: {}, headers: { 'x-admin-token': 'another' } }),
  simple('createToken', '404', { path, body: {}, headers: ADMIN }),
  simple('createToken', '422', { path, body: { ttl_seconds: 86_401 }, headers: ADMIN }),

  using('createCommitment', '201', async ({ send, join }) =>
    send('createCommitment', { body: (await join('offer')).sign() }),
  ),
  using('createCommitment', '401 unknown_principal', async ({ send, join }) =>
    send('createCommitment', { body: (await join()).sign({ emittedBy: NOBODY }) }),
  ),
  using('createCommitment', '401 invalid_signature', async ({ send, join }) =>
    send('createCommitment', { body: { ...(await join('offer')).sign(), timestamp: 'later' } }),
  ),
  using('createCommitment', '401 invalid_token', async ({ send, join }) =>
    send('createCommitment', { body: (await join('offer')).sign(), credential: 'none' }),
  ),
  {
    operation: 'createCommitment',
    expected: '401 token_expired',
    async send({ send, join }) {
      const party = await join('offer');
      const body = { ttl_seconds: 1 };
      const { token } = ok(await send('createToken', { path: { id: party.id }, body, headers: ADMIN }));
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      return send('createCommitment', { body: party.sign(), credential: token });
    },
  },
  using('createCommitment', '403 authority_denied', async ({ send, join }) =>
    send('createCommitment', { body: (await join('counter')).sign({ payload: {} }) }),
  ),
  {
    operation: 'createCommitment',
    expected: '403 authority_denied',
    async send({ send, join }) {
      const party = await join('offer', 'counter');
      const body = { scopes: ['counter'] };
      const { token } = ok(await send('createToken', { path: { id: party.id }, body, headers: ADMIN }));
      return send('createCommitment', { body: party.sign(), credential: token });
    },
  },
  {
    operation: 'createCommitment',
    expected: '403 policy_blocked',
    async send({ send, join, policy }) {
      const party = await join('offer');
      await policy({ scope_kind: 'agent', scope_ref: party.id, params: { cap: 1 }, action: 'block' });
      return send('createCommitment', { body: party.sign() });
    },
  },
  using('createCommitment', '403 deliberation_closed', async ({ send, join, open }) =>
    send('createCommitment', { body: (await join('offer')).sign({ deliberationId: await open('closed') }) }),
  ),
  {
    operation: 'createCommitment',
    expected: '409 duplicate_envelope',
    async send({ send, join }) {
      const body = (await join('offer')).sign();
      ok(await send('createCommitment', { body }));
      return send('createCommitment', { body });
    },
  },
  simple('createCommitment', '422', { body: { type: 'offer' } }),
  using('createCommitment', '422', async ({ send, join }) =>
    send('createCommitment', { body: { ...(await join()).sign(), signature: ` ${'a'.repeat(127)}` } }),
  ),
  using('createCommitment', '422 malformed_envelope', async ({ send, join }) => {
    const { payload: _, ...rest } = (await join('offer')).sign();
    return send('createCommitment', raw(`${JSON.stringify(rest).slice(0, -1)},"payload":{"a":1e400}}`));
  }),
  using('createCommitment', '422 malformed_envelope', async ({ send, join }) => {
    const { payload: _, ...rest } = (await join('offer')).sign();
    return send('createCommitment', raw(`${JSON.stringify(rest).slice(0, -1)},"payload":{"a":"\\ud83d"}}`));
  }),
  using('createCommitment', '422 schema_invalid', async ({ send, join }) =>
    send('createCommitment', { body: (await join('offer')).sign({ payload: { ...OFFER, more: 1 } }) }),
  ),
  using('createCommitment', '422 unknown_deliberation', async ({ send, join }) =>
    send('createCommitment', { body: (await join('offer')).sign({ deliberationId: NOBODY }) }),
  ),
  using('createCommitment', '422 wrong_envelope_type', async ({ send, join }) =>
    send('createCommitment', {
      body: (await join('turn')).sign({ type: 'turn', payload: { content: 'Hello' } }),
    }),
  ),
  using('getCommitment', '200', async ({ send, join }) => {
    const { id } = ok(await send('createCommitment', { body: (await join('offer')).sign() }));
    return send('getCommitment', { path: { id } });
  }),
  simple('getCommitment', '404 not_found', { path }),
  simple('listCommitments', '200', { query: { type: 'offer', status: 'active', limit: 2, offset: 0 } }),
  simple('listCommitments', '422 invalid_query', { query: { status: 'accepted' } }),

  simple('createDeliberation', '201', {
    body: { title: ' News archive ', counterparty_slug: null, stage: 'scope' },
  }),
  simple('createDeliberation', '422', { body: { title: ' ' } }),
  simple('listDeliberations', '200', { query: { status: 'open' } }),
  simple('listDeliberations', '422 invalid_status', { query: { status: 'paused' } }),
  {
    operation: 'getDeliberation',
    expected: '200',
    async send({ send, join, open }) {
      const id = await open();
      const party = await join('offer');
      ok(await send('createCommitment', { body: party.sign({ deliberationId: id }) }));
      const body = party.sign({ type: 'turn', deliberationId: id, payload: { content: 'Hello' } });
      ok(await send('appendTurn', { path: { id }, body }));
      return send('getDeliberation', { path: { id } });
    },
  },
  simple('getDeliberation', '404 not_found', { path }),
  using('updateDeliberation', '200', async ({ send, open }) =>
    send('updateDeliberation', { path: { id: await open() }, body: { stage: 'signoff', status: null } }),
  ),
  simple('updateDeliberation', '404 not_found', { path, body: {} }),
  using('updateDeliberation', '422', async ({ send, open }) =>
    send('updateDeliberation', { path: { id: await open() }, body: { status: 'paused' } }),
  ),

  turn('201', {}),
  turn('401 unknown_principal', { emittedBy: NOBODY }),
  turn('422 wrong_envelope_type', { type: 'offer', payload: OFFER }),
  turn('422 schema_invalid', { payload: { content: '' } }),
  turn('422 deliberation_mismatch', { deliberationId: NOBODY }),
  turn('404 not_found', {}, NOBODY),
  using('appendTurn', '403 deliberation_closed', async ({ send, join, open }) =>
    send('appendTurn', {
      path: { id: await open('closed') },
      body: (await join()).sign({ type: 'turn', payload: { content: 'Hello' } }),
    }),
  ),
  {
    operation: 'appendTurn',
    expected: '409 duplicate_envelope',
    async send({ send, join, open }) {
      const request = {
        path: { id: await open() },
        body: (await join()).sign({ type: 'turn', payload: { content: 'Hello' } }),
      };
      ok(await send('appendTurn', request));
      return send('appendTurn', request);
    },
  },
  using('subscribeDeliberation', '426', async ({ send, open }) =>
    send('subscribeDeliberation', { path: { id: await open() } }),
  ),

  {
    operation: 'createPolicy',
    expected: '201',
    async send({ send }) {
      const body = {
        name: 'term cap',
        scope_kind: 'agent',
        scope_ref: NOBODY,
        predicate_name: 'term_months_over_cap',
        params: { cap: 36 },
        action: 'route',
        route_to: 'legal',
      };
      return send('createPolicy', { body, headers: ADMIN });
    },
  },
  simple('createPolicy', '403 admin_forbidden', { body: {} }),
  simple('createPolicy', '422', { body: { name: 'x' }, headers: ADMIN }),
  simple('createPolicy', '422 invalid_policy', {
    body: { name: 'x', scope_kind: 'global', predicate_name: 'spend', params: {}, action: 'block' },
    headers: ADMIN,
  }),
  simple('createPolicy', '422 invalid_policy', {
    body: {
      name: 'x',
      scope_kind: 'global',
      predicate_name: 'spend_over_cap',
      params: { cap: 1 },
      action: 'route',
    },
    headers: ADMIN,
  }),
  simple('listPolicies', '200', { headers: ADMIN }),
  simple('listPolicies', '403 admin_forbidden', {}),
  simple('listPolicies', '422', { query: { limit: 501 }, headers: ADMIN }),
  policy('getPolicy', '200', {}),
  simple('getPolicy', '403 admin_forbidden', { path }),
  simple('getPolicy', '404 not_found', { path, headers: ADMIN }),
  policy('updatePolicy', '200', { body: { enabled: false, params: { cap: 7 } } }),
  simple('updatePolicy', '403 admin_forbidden', { path, body: {} }),
  simple('updatePolicy', '404 not_found', { path, body: {}, headers: ADMIN }),
  policy('updatePolicy', '422 invalid_policy', { body: { action: 'route' } }),
  policy('deletePolicy', '204', {}),
  simple('deletePolicy', '403 admin_forbidden', { path }),
  simple('deletePolicy', '404 not_found', { path, headers: ADMIN }),

  simple('listApprovals', '200', { query: { status: 'pending' }, headers: ADMIN }),
  simple('listApprovals', '403 admin_forbidden', {}),
  simple('listApprovals', '422 invalid_status', { query: { status: 'open' }, headers: ADMIN }),
  approval('200', ['approve', 'approve']),
  approval('409 approval_decided', ['reject', 'approve']),
  approval('422', ['maybe']),
  simple('decideApproval', '403 admin_forbidden', { path, body: { decision: 'approve' } }),
  simple('decideApproval', '404 not_found', { path, body: { decision: 'approve' }, headers: ADMIN }),

  simple('listAuditEvents', '200', { query: { after: 0, limit: 500 }, headers: ADMIN }),
  simple('listAuditEvents', '403 admin_forbidden', {}),
  simple('listAuditEvents', '422', { query: { after: -1 }, headers: ADMIN }),
];

function simple(operation: string, expected: string, request: ContractRequest): StatusRequest {
  return { operation, expected, send: ({ send }) => send(operation, request) };
}

function using(operation: string, expected: string, send: StatusRequest['send']): StatusRequest {
  return { operation, expected, send };
}

function turn(expected: string, envelope: object, deliberation?: string): StatusRequest {
  return using('appendTurn', expected, async ({ send, join, open }) =>
    send('appendTurn', {
      path: { id: deliberation ?? (await open()) },
      body: (await join()).sign({ type: 'turn', payload: { content: 'Hello' }, ...envelope }),
    }),
  );
}

/** A request about a policy that there is, and that applies to nobody. */
function policy(operation: string, expected: string, request: ContractRequest): StatusRequest {
  return using(operation, expected, async (world) => {
    const id = await world.policy({
      scope_kind: 'agent',
      scope_ref: NOBODY,
      params: { cap: 1 },
      action: 'block',
    });
    return world.send(operation, { ...request, path: { id }, headers: ADMIN });
  });
}

/** Decides about a commitment that was routed, once or twice. */
function approval(expected: string, decisions: readonly string[]): StatusRequest {
  return using('decideApproval', expected, async (world) => {
    const { join, send } = world;
    const party = await join('offer');
    const params = { cap: 1 };
    const routing = { scope_kind: 'agent', scope_ref: party.id, params, action: 'route', route_to: 'legal' };
    await world.policy(routing);
    const commitment = ok(await send('createCommitment', { body: party.sign() }));
    const pending = ok(await send('listApprovals', { query: { status: 'pending' }, headers: ADMIN }));
    const { id } = pending.find(
      (candidate: { commitment_id: string }) => candidate.commitment_id === commitment.id,
    );
    const answers: ContractAnswer[] = [];
    for (const decision of decisions) {
      answers.push(
        await send('decideApproval', { path: { id }, body: { decision, note: 'so be it' }, headers: ADMIN }),
      );
    }
    return answers.at(-1) as ContractAnswer;
  });
}

async function idOf(party: Promise<{ readonly id: string }>): Promise<{ id: string }> {
  return { id: (await party).id };
}
