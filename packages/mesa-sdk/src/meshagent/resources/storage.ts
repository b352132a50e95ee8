import { type BlobSource, InvalidOptionsError, PagePromise } from 'mesa-rest';
import {
  deleteFile,
  download,
  downloadStream,
  listFiles,
  type ProjectFile,
  upload,
} from 'mesa-rest/meshagent';
import type { CallOptions } from '../../core/call-options.js';
import { checkMembers, typeName } from '../../core/known-members.js';
import type { Connection } from '../connection.js';
import { toRoomException } from '../errors/to-room-exception.js';

/** Names a file of a project. */
export interface FileInput {
  readonly projectId: string;
  /** Path of the file; a leading `/` makes no difference. */
  readonly path: string;
}

/** Input of `storage.upload`. */
export interface UploadInput extends FileInput {
  /**
   * What the file is to hold; a text is stored as UTF-8. A function that opens a stream can be retried, a stream itself is sent
   * once. In Node, `fs.openAsBlob` gives a file without reading it into memory.
   */
  readonly data: string | ArrayBuffer | BlobSource;
}

/** Input of `storage.list`. */
export interface FileListInput {
  /** Only files whose paths begin with this. */
  readonly prefix?: string | undefined;
  /** Most files to ask for at once. Default 100. */
  readonly limit?: number | undefined;
  /** Only files after this path. */
  readonly after?: string | undefined;
}

const DEFAULT_LIMIT = 100;

/** Files of a project. */
export class Storage {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Stores a file; one that is there is replaced, as a whole and at once. The deadline of the call covers the sending: pass a
   * larger `timeoutMs`, or 0, for what takes long to send.
   *
   * @throws {InvalidOptionsError} `INVALID_OPTIONS` when `data` is none of these.
   * @throws {ValidationErrorResponse} `invalid_request` when the path is not one.
   * @throws {RoomException} `payload_too_large` when the file is over the limit of the server.
   */
  upload(input: UploadInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => {
      checkMembers('storage.upload', input, ['projectId', 'path', 'data']);
      const { projectId: project_id, path, data } = input;
      return upload({ ...base, path: { project_id }, query: { path }, body: toSource(data) });
    });
  }

  /**
   * Returns the bytes of a file.
   *
   * @throws {NotFoundError} `not_found`.
   */
  download(input: FileInput, options: CallOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    return this.#connection.send(options, (base) =>
      download({ ...base, ...toParameters('download', input) }),
    );
  }

  /**
   * Returns a file as a stream of bytes, which has to be read or cancelled. The deadline of the call covers it to its end: pass a
   * larger `timeoutMs`, or 0, for what takes long to read. What breaks off on the way fails with a `RoomException` as well.
   *
   * @throws {NotFoundError} `not_found`.
   */
  downloadStream(input: FileInput, options: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    return this.#connection.send(options, async (base) => {
      const { data } = await downloadStream({ ...base, ...toParameters('downloadStream', input) });
      return { data: withRoomExceptions(data) };
    });
  }

  /** Lists files, in order of their paths. An extension, that servers other than a depot may not know. */
  list(
    projectId: string,
    input: FileListInput = {},
    options: CallOptions = {},
  ): PagePromise<ProjectFile[], ProjectFile> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    return new PagePromise<ProjectFile[], ProjectFile>({
      fetch: (next) =>
        this.#connection.items(
          options,
          (base) => {
            checkMembers('storage.list', input, ['prefix', 'limit', 'after']);
            const query = { prefix: input.prefix, limit, after: next ?? input.after };
            return listFiles({ ...base, path: { project_id: projectId }, query });
          },
          ({ files }) => files,
        ),
      items: (page) => page,
      next: (page) => (page.length < limit ? undefined : page.at(-1)?.path),
    });
  }

  /**
   * Deletes a file. An extension, that servers other than a depot may not know.
   *
   * @throws {NotFoundError} `not_found`.
   */
  delete(input: FileInput, options: CallOptions = {}): Promise<void> {
    return this.#connection.act(options, (base) => deleteFile({ ...base, ...toParameters('delete', input) }));
  }
}

function toParameters(method: string, input: FileInput) {
  checkMembers(`storage.${method}`, input, ['projectId', 'path']);
  return { path: { project_id: input.projectId }, query: { path: input.path } };
}

/** What is no bytes is refused: its text, or nothing at all, would take the place of the file. */
function toSource(data: UploadInput['data']): BlobSource {
  if (typeof data === 'string') return new TextEncoder().encode(data);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (
    ArrayBuffer.isView(data) ||
    data instanceof Blob ||
    data instanceof ReadableStream ||
    typeof data === 'function'
  )
    return data;
  throw new InvalidOptionsError(
    `\`data\` of storage.upload is ${typeName(data)}; it must be a text, bytes, a Blob, a stream, or a function that opens one.`,
  );
}

/** Returns the stream with its failures as those of this API: also what breaks off on the way is a `RoomException`. */
function withRoomExceptions(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          throw toRoomException(error);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
