import { DepotError } from '../errors/index.js';
import { requireStorable } from './storable-text.js';

/** Metadata keys that a filesystem answers itself. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['org', 'repo']);

/** Values to set; null removes the key. */
export type MetadataValues = Readonly<Record<string, string | null>>;

type Stored = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Reads the metadata that is stored. */
export interface PathMetadataReader {
  at(path: string): Promise<Stored>;
  below(directory: string): Promise<Stored>;
}

/** Edits of the metadata of paths, one after the other, that are stored together. */
export class PathMetadataEdit {
  readonly #reader: PathMetadataReader;
  readonly #writes = new Map<string, Record<string, string | null>>();

  constructor(reader: PathMetadataReader) {
    this.#reader = reader;
  }

  get writes(): ReadonlyMap<string, MetadataValues> {
    return this.#writes;
  }

  /**
   * Sets and removes keys of a path; an empty value removes, as null does.
   *
   * @throws DepotError `BAD_REQUEST` for a reserved key.
   */
  set(path: string, metadata: MetadataValues): void {
    this.#write(path, toMetadataValues(metadata));
  }

  /** Moves the metadata of a path; what the other path had is gone. */
  async move(from: string, to: string): Promise<void> {
    const [source, target] = [await this.#values(from), await this.#values(to)];
    this.#write(to, { ...removalOf(target), ...source });
    this.#write(from, removalOf(source));
  }

  /** Moves the metadata of a directory and of all that is below it. */
  async moveDirectory(from: string, to: string): Promise<void> {
    const paths = new Set([from, ...(await this.#reader.below(from)).keys()]);
    for (const path of this.#writes.keys()) if (path.startsWith(`${from}/`)) paths.add(path);
    for (const path of paths) await this.move(path, to + path.slice(from.length));
  }

  async #values(path: string): Promise<Record<string, string>> {
    const stored = (await this.#reader.at(path)).get(path);
    const values = Object.entries({ ...stored, ...this.#writes.get(path) });
    return Object.fromEntries(values.filter((pair): pair is [string, string] => pair[1] !== null));
  }

  #write(path: string, values: MetadataValues): void {
    if (Object.keys(values).length > 0) this.#writes.set(path, { ...this.#writes.get(path), ...values });
  }
}

/**
 * Returns the values that metadata of a request asks for.
 *
 * @throws DepotError `BAD_REQUEST` for a reserved key, or text that cannot be stored.
 */
export function toMetadataValues(metadata: MetadataValues): MetadataValues {
  for (const [key, value] of Object.entries(metadata)) {
    requireStorable(`${key}${value ?? ''}`, `The metadata ${JSON.stringify(key)}`);
    if (RESERVED_KEYS.has(key)) {
      throw new DepotError('BAD_REQUEST', `The metadata key "${key}" is reserved.`);
    }
  }
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, value === '' ? null : value]),
  );
}

function removalOf(values: Readonly<Record<string, string>>): MetadataValues {
  return Object.fromEntries(Object.keys(values).map((key) => [key, null]));
}
