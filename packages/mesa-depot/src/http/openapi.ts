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
  readonly requestBody?: { readonly content: OpenApiContent };
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

/** What the build made of `openapi/depot.yaml`, beside this module in `dist/`. */
const BUILT = new URL('openapi.json', import.meta.url);

/** The source itself, for code that runs from `src/` as the tests do. */
const SOURCE = new URL('../../../../openapi/depot.yaml', import.meta.url);

let loaded: Promise<OpenApiDocument> | undefined;

/** Returns the wire contract, `openapi/depot.yaml`. It is read once a process. */
export function loadOpenApi(): Promise<OpenApiDocument> {
  loaded ??= read();
  return loaded;
}

async function read(): Promise<OpenApiDocument> {
  if (existsSync(BUILT)) return JSON.parse(readFileSync(BUILT, 'utf8')) as OpenApiDocument;
  const { parse } = await import('yaml');
  return parse(readFileSync(SOURCE, 'utf8')) as OpenApiDocument;
}
