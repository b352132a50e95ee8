import type { PolicyFields } from '../store/policies.js';
import { ACTIONS } from './decide.js';
import { PREDICATES } from './predicates.js';

const SCOPE_KINDS = ['global', 'agent', 'counterparty'];

/** Returns why a policy cannot work as it is written, or undefined when it can. */
export function policyProblem(policy: PolicyFields): string | undefined {
  if (policy.name.trim() === '') return '`name` is blank';
  if (!SCOPE_KINDS.includes(policy.scopeKind)) return `\`scope_kind\` must be one of ${list(SCOPE_KINDS)}`;
  if (policy.scopeKind !== 'global' && !policy.scopeRef) {
    return `\`scope_ref\` must say which ${policy.scopeKind} the policy is for`;
  }
  if (!(ACTIONS as readonly string[]).includes(policy.action))
    return `\`action\` must be one of ${list(ACTIONS)}`;
  if (policy.action === 'route' && !policy.routeTo?.trim()) {
    return '`route_to` must say who decides, as `action` is `route`';
  }
  const predicate = PREDICATES.get(policy.predicateName);
  if (predicate === undefined) {
    return `there is no predicate ${JSON.stringify(policy.predicateName)}; there are ${list([...PREDICATES.keys()])}`;
  }
  const texts = [policy.name, policy.scopeRef ?? '', policy.routeTo ?? ''];
  if (texts.some((text) => /[\0\p{Surrogate}]/u.test(text)))
    return 'a text in it holds a character that cannot be stored';
  return predicate.problem(policy.params);
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
