import { existsSync, readFileSync } from 'node:fs';

/** A JSON Schema, as far as this layer looks into one. */
export type JsonSchema = Record<string, unknown>;

/** A value, or where in the document it is written. */
export type OrRef<T> = T | { readonly $ref: string };

/** A parameter of an operation. */
export interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** What an operation reads or answers, by media type. */
type OpenApiContent = Readonly<Record<string, { readonly schema: JsonSchema }>>;

/** One operation of the wire contract. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly OrRef<OpenApiParameter>[];
  readonly requestBody?: { readonly required?: boolean; readonly content: OpenApiContent };
  readonly responses: Readonly<Record<string, { readonly content?: OpenApiContent }>>;
  readonly 'x-mesa-scope'?: string;
  readonly 'x-mesa-extension'?: boolean;
}

/** The wire contract, as far as this layer looks into it. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A contract that the depot serves: the name of its file in `openapi/`. */
export type ContractName = 'depot' | 'commitments' | 'meshagent';

const loaded = new Map<ContractName, Promise<OpenApiDocument>>();

/** Returns a wire contract, as `openapi/` has it. It is read once a process. */
export function loadOpenApi(name: ContractName = 'depot'): Promise<OpenApiDocument> {
  const document = loaded.get(name) ?? read(name);
  loaded.set(name, document);
  return document;
}

async function read(name: ContractName): Promise<OpenApiDocument> {
  // What the build made of it, beside this module in `dist/`.
  const built = new URL(`openapi/${name}.json`, import.meta.url);
  if (existsSync(built)) return JSON.parse(readFileSync(built, 'utf8')) as OpenApiDocument;
  // The source itself, for code that runs from `src/` as the tests do.
  const { parse } = await import('yaml');
  const source = new URL(`../../../../openapi/${name}.yaml`, import.meta.url);
  return parse(readFileSync(source, 'utf8')) as OpenApiDocument;
}
