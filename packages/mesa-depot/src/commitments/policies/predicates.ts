/** What a predicate is asked about. */
export interface PredicateInput {
  /** `payload.terms`, and nothing where that is no object. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A question about the terms of a commitment that a policy can hang on. */
export interface Predicate {
  /** Says whether the policy fires. What is missing or of another type makes none fire. */
  fires(input: PredicateInput): boolean;
  /** Returns the question in words. */
  condition(params: PredicateInput['params']): string;
  /** Returns what is wrong with the parameters of a policy, or undefined. */
  problem(params: PredicateInput['params']): string | undefined;
}

/** Every predicate by its name. */
export const PREDICATES: ReadonlyMap<string, Predicate> = new Map([
  ['term_months_over_cap', overCap('term_months')],
  ['spend_over_cap', overCap('fee_total_usd')],
  ['agent_discount_over_cap', overCap('discount_pct')],
  [
    'scope_mentions_pii_without_dpa',
    {
      fires: ({ terms }) =>
        Array.isArray(terms.scope) &&
        terms.scope.some((item) => typeof item === 'string' && item.toUpperCase() === 'PII') &&
        isFalsy(terms.dpa_attached),
      condition: () => 'scope mentions PII and dpa_attached is not set',
      problem: (params) =>
        Object.keys(params).length === 0 ? undefined : 'this predicate takes no `params`',
    },
  ],
]);

/** Fires when a number of the terms is over `params.cap`. Booleans are no numbers. */
function overCap(member: string): Predicate {
  return {
    fires({ terms, params }) {
      const { cap } = params;
      const value = terms[member];
      return typeof value === 'number' && typeof cap === 'number' && value > cap;
    },
    condition: ({ cap }) => `${member} > ${String(cap)}`,
    problem(params) {
      if (!Number.isFinite(params.cap)) return '`params.cap` must be a number';
      const [other] = Object.keys(params).filter((name) => name !== 'cap');
      return other === undefined
        ? undefined
        : `\`params\` has a member \`${other}\`, and this predicate takes only \`cap\``;
    },
  };
}

/** Whether a value says "no", which an empty text, list or object does as well. */
function isFalsy(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return !value;
}
