import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { dereference } from '../../http/dereference.js';
import { type JsonSchema, loadOpenApi } from '../../http/openapi.js';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

/** An answer, as far as the contract says something of it. */
export interface AnswerToCheck {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** Throws when the contract does not have this answer of an operation, or not in this form. */
export async function checkAnswer({ method, path, status, body }: AnswerToCheck): Promise<void> {
  const document = await loadOpenApi('commitments');
  const [bare = ''] = path.split('?');
  const operation = Object.entries(document.paths).find(([pattern]) => toPattern(pattern).test(bare))?.[1][
    method.toLowerCase()
  ];
  // What the router refuses, and what any operation can answer, is in no list.
  if (operation === undefined || status === 413) return;
  const response = operation.responses[status];
  if (response === undefined) throw new Error(`The contract has no ${status} of ${operation.operationId}.`);
  const { content } = dereference<{ readonly content?: Content }>(document, response);
  const schema = Object.values(content ?? {})[0]?.schema;
  if (schema === undefined) return;
  const validate = ajv.compile(schema);
  if (!validate(body)) {
    throw new Error(
      `The ${status} of ${operation.operationId} is not in its form: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`,
    );
  }
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
