import type { JsonSchema } from './openapi.js';

/**
 * What a value that fits no branch of a union was meant to be: one `branch`; or any of them, had the `member` that
 * tells them apart held one of `values`; or nothing, as it is of none of the `types`.
 */
export type BranchChoice =
  | { readonly branch: JsonSchema }
  | { readonly member: string; readonly values: readonly unknown[] }
  | { readonly types: readonly string[] };

/** Weight of a member that names its branch (`action: 'delete'`) against a member that is merely known. */
const DISCRIMINATOR_WEIGHT = 8;

/** Chooses the branch of an `anyOf` or `oneOf` whose complaints help the sender of `value` most. */
export function chooseBranch(branches: readonly JsonSchema[], value: unknown): BranchChoice {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const branch = branches.find((candidate) => typesOf(candidate).includes(jsonType(value)));
    return branch === undefined ? { types: [...new Set(branches.flatMap(typesOf))] } : { branch };
  }
  const objects = branches.filter((branch) => typesOf(branch).includes('object'));
  const first = objects[0];
  if (first === undefined) return { types: [...new Set(branches.flatMap(typesOf))] };
  const input = value as Record<string, unknown>;
  const unknown = unknownDiscriminator(objects, input);
  if (unknown !== undefined) return unknown;
  return {
    branch: objects.reduce((best, branch) => (fit(branch, input) > fit(best, input) ? branch : best), first),
  };
}

/** A member that is a constant in every branch, and in the input is none of them. */
function unknownDiscriminator(
  branches: readonly JsonSchema[],
  input: Record<string, unknown>,
): BranchChoice | undefined {
  for (const member of Object.keys(propertiesOf(branches[0] as JsonSchema))) {
    const constants = branches.map((branch) => propertiesOf(branch)[member]?.const);
    const values = [...new Set(constants)];
    if (values.includes(undefined) || values.length < 2 || input[member] === undefined) continue;
    if (!values.includes(input[member])) return { member, values };
  }
  return undefined;
}

function fit(branch: JsonSchema, input: Record<string, unknown>): number {
  const properties = propertiesOf(branch);
  let score = 0;
  for (const [member, value] of Object.entries(input)) {
    const property = Object.hasOwn(properties, member) ? properties[member] : undefined;
    if (property === undefined) score -= 1;
    else if (!('const' in property)) score += 1;
    else score += property.const === value ? DISCRIMINATOR_WEIGHT : -DISCRIMINATOR_WEIGHT;
  }
  return score;
}

function propertiesOf(branch: JsonSchema): Record<string, JsonSchema> {
  return (branch.properties ?? {}) as Record<string, JsonSchema>;
}

function typesOf(branch: JsonSchema): string[] {
  return [branch.type ?? []].flat() as string[];
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
