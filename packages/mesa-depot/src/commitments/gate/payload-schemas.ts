import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** One folder for each pack, in it one file for each envelope type. They lie beside this module in `src/` and in `dist/`. */
const FOLDER = new URL('../schemas/', import.meta.url);

/** What payloads of the envelope types look like. */
export class PayloadSchemas {
  readonly #schemas: ReadonlyMap<string, object>;
  readonly #validators = new Map<string, ValidateFunction>();
  // Formats are notes for readers, as JSON Schema has it since 2019: no date is refused for how it is written.
  readonly #ajv = new Ajv2020({ validateFormats: false, strictTypes: false });
  /** Names of the types, sorted: what a capability can be. */
  readonly types: readonly string[];

  /** @param schemas JSON Schema of the payload for each type. */
  constructor(schemas: ReadonlyMap<string, object>) {
    this.#schemas = schemas;
    this.types = [...schemas.keys()].sort();
  }

  /** Says whether there is an envelope type of this name. */
  has(type: string): boolean {
    return this.#schemas.has(type);
  }

  /** Returns why a payload does not fit its type and where, or undefined when it does. A type that nobody knows fits nothing. */
  explain(type: string, payload: unknown): string | undefined {
    const schema = this.#schemas.get(type);
    if (schema === undefined) return `${type}: there is no schema of this name (at [])`;
    const validate = this.#validators.get(type) ?? this.#ajv.compile(schema);
    this.#validators.set(type, validate);
    if (validate(payload)) return undefined;
    const [error] = validate.errors ?? [];
    return `${type}: ${error === undefined ? 'it does not fit' : messageOf(error)} (at [${error === undefined ? '' : pathOf(error)}])`;
  }
}

/** Returns the schemas that come with the depot. */
export function loadPayloadSchemas(): PayloadSchemas {
  if (!existsSync(FOLDER))
    throw new Error('The payload schemas are missing beside the program: build it again.');
  const schemas = new Map<string, object>();
  for (const pack of readdirSync(FOLDER)) {
    const folder = new URL(`${pack}/`, FOLDER);
    for (const file of readdirSync(folder)) {
      const type = file.replace(/\.json$/, '');
      if (schemas.has(type)) throw new Error(`Two packs have a schema of the name ${type}.`);
      schemas.set(type, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object);
    }
  }
  return new PayloadSchemas(schemas);
}

function messageOf({ keyword, message, params }: ErrorObject): string {
  if (keyword === 'additionalProperties') {
    return `must NOT have the property '${(params as { additionalProperty: string }).additionalProperty}'`;
  }
  if (keyword === 'enum') {
    const allowed = (params as { allowedValues: readonly unknown[] }).allowedValues;
    return `must be one of ${allowed.map((value) => `'${value}'`).join(', ')}`;
  }
  return message ?? `does not satisfy ${keyword}`;
}

/** A JSON Pointer as a list of names and indices: `/fee_model/kind` becomes `'fee_model', 'kind'`. */
function pathOf({ instancePath }: ErrorObject): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? step : `'${step}'`))
    .join(', ');
}
