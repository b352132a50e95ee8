import type { PolicyRecord } from '../store/policies.js';
import { PREDICATES } from './predicates.js';

/** What a policy can ask for, from the weakest to the strongest. */
export const ACTIONS = ['allow', 'flag', 'route', 'block'] as const;
export type Action = (typeof ACTIONS)[number];

/** What the policies say of a commitment. */
export interface Verdict {
  /** The strongest action of those that fired; `allow` when none did. */
  readonly action: Action;
  /** Every policy that fired, in the order they were given. */
  readonly fired: readonly PolicyRecord[];
}

/** Returns what policies say of a payload. They are taken as they are: whether they apply was for the caller to choose. */
export function decide(policies: readonly PolicyRecord[], payload: unknown): Verdict {
  const terms = termsOf(payload);
  const fired = policies.filter(
    ({ predicateName, params }) => PREDICATES.get(predicateName)?.fires({ terms, params }) ?? false,
  );
  const strongest = Math.max(0, ...fired.map(({ action }) => ACTIONS.indexOf(action as Action)));
  return { action: ACTIONS[strongest] ?? 'allow', fired };
}

function termsOf(payload: unknown): Readonly<Record<string, unknown>> {
  const terms = (payload as { terms?: unknown } | null | undefined)?.terms;
  if (typeof terms !== 'object' || terms === null || Array.isArray(terms)) return {};
  return terms as Record<string, unknown>;
}
