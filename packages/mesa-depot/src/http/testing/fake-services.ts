import type { Scope } from 'mesa-rest';
import { DepotError } from '../../errors/index.js';
import type { Actor, Call } from '../../service/call.js';
import type { Services } from '../../service/services.js';

/** What a fake service method was called with. */
export interface RecordedCall {
  readonly method: string;
  readonly call: Call;
  readonly input: Record<string, unknown>;
}

/** Answers of service methods by `namespace.method`; a method without one answers `{ ok: true }`. */
export type FakeAnswers = Record<string, (input: Record<string, unknown>, call: Call) => unknown>;

/** Tells who the bearer tokens `read`, `write` and `admin` belong to; any other is unknown. */
function authenticate(authorization: string | undefined): Promise<Actor> {
  const scope = /^Bearer (read|write|admin)$/.exec(authorization ?? '')?.[1];
  if (scope === undefined) return Promise.reject(new DepotError('UNAUTHORIZED', 'Unknown credential.'));
  return Promise.resolve({
    org: { id: 'org_1', slug: 'acme', name: 'acme' },
    credentialId: `key_${scope}`,
    keyId: `key_${scope}`,
    keyName: null,
    scopes: [scope as Scope],
    repoIds: null,
    authors: [{ name: 'key', email: 'key@keys.mesa.local' }],
  });
}

/**
 * Services that do nothing but tell what they were called with: for the tests of what HTTP adds around them. Everything that
 * depends on what a service does is tested against a whole depot.
 */
export function createFakeServices(answers: FakeAnswers = {}): { services: Services; calls: RecordedCall[] } {
  const calls: RecordedCall[] = [];
  const namespace = (name: string) =>
    new Proxy(
      {},
      {
        get: (_target, member) => (call: Call, input: Record<string, unknown>) => {
          const method = `${name}.${String(member)}`;
          calls.push({ method, call, input });
          const answer = answers[method];
          if (answer === undefined) return Promise.resolve({ ok: true });
          const result = answer(input, call);
          return isAsyncIterable(result) ? result : Promise.resolve(result);
        },
      },
    );
  const services = new Proxy(
    {},
    { get: (_target, name) => (name === 'auth' ? { authenticate } : namespace(String(name))) },
  );
  return { services: services as Services, calls };
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
