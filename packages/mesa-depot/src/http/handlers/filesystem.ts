import { Readable } from 'node:stream';
import { DepotError } from '../../errors/index.js';
import type { FeedItem } from '../../service/feed.js';
import type { Services } from '../../service/services.js';
import { authorize } from '../auth.js';
import { bytesOf } from '../body-bytes.js';
import { parseByteRange } from '../byte-range.js';
import { entityTag, IMMUTABLE, isKnown } from '../entity-tag.js';
import { begin } from './begin.js';
import { forward, type Handler, type HandlerContext } from './handler.js';
import { sendBytes } from './send-bytes.js';

type Input<
  Name extends keyof Services,
  Method extends keyof Services[Name],
> = Services[Name][Method] extends (call: never, input: infer Given, ...rest: never[]) => unknown
  ? Given
  : never;

const OCTETS = 'application/octet-stream';
const getTree = forward('trees', 'get');

export const filesystemHandlers: Record<string, Handler> = {
  getCapabilities: forward('capabilities', 'get'),
  getRevision: forward('trees', 'revision'),

  async getTree(context) {
    const { oid } = context.input as { oid: string };
    // Whether the repository has it is to be known in any case; what is in it is not.
    if (isUnchanged(context, oid)) {
      await getTree({ ...context, input: { ...context.input, recursive: false } });
      return context.reply.code(304).send();
    }
    return getTree(context);
  },

  async getBlob(context) {
    const { services, call, request, reply } = context;
    const input = context.input as unknown as Input<'blobs', 'open'>;
    const blob = await services.blobs.open(call, input);
    reply.header('accept-ranges', 'bytes');
    if (isUnchanged(context, input.oid)) return reply.code(304).send();
    const span = parseByteRange(request.headers.range, blob.size);
    if (span === 'unsatisfiable') {
      throw new DepotError(
        'RANGE_NOT_SATISFIABLE',
        `The blob has ${blob.size} bytes; the range starts after them.`,
        { details: { size: blob.size } },
      );
    }
    const { from, to } = span ?? { from: 0, to: blob.size };
    if (span !== undefined) reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${blob.size}`);
    return sendBytes(context, to - from, blob.read(from, to));
  },

  async readBlobs(context) {
    const { services, call, input } = context;
    const { byteLength, frames } = await services.blobs.read(
      call,
      input as unknown as Input<'blobs', 'read'>,
    );
    return sendBytes(context, byteLength, frames);
  },

  putBlob({ services, call, input, request }) {
    const { org, repo } = input as unknown as { org: string; repo: string };
    if (!(request.body instanceof Readable)) {
      throw new DepotError(
        'BAD_REQUEST',
        `Send the bytes of the file as ${OCTETS}; the request has no body.`,
      );
    }
    const length = request.headers['content-length'];
    const size = length === undefined ? undefined : Number(length);
    return services.blobs.put(call, { org, repo, bytes: bytesOf(request.body), size });
  },

  writeBatch: forward('batches', 'write'),

  async watchRepo(context) {
    const { services, call, input, scope, stopping, request, reply } = context;
    const resumeAt = request.headers['last-event-id'];
    const query = input as unknown as Input<'feed', 'watch'>;
    const after = typeof resumeAt === 'string' ? Number(resumeAt) : query.after;
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const items = services.feed.watch(
      call,
      { org: query.org, repo: query.repo, ...(after === undefined ? {} : { after }) },
      {
        signal: AbortSignal.any([stopping, left.signal]),
        reauthenticate: () => authorize(services.auth, request.headers.authorization, scope),
      },
    );
    const started = await begin(items);
    reply.type('text/event-stream; charset=utf-8');
    // Proxies that gather an answer before they pass it on would hold events back.
    reply.header('x-accel-buffering', 'no');
    return Readable.from(toEventStream(started), { objectMode: false });
  },
};

/** Marks an answer as one that never changes; true when the client has it already. */
function isUnchanged({ request, reply }: HandlerContext, oid: string): boolean {
  const tag = entityTag(oid);
  reply.header('etag', tag).header('cache-control', IMMUTABLE);
  return isKnown(request.headers['if-none-match'], tag);
}

async function* toEventStream(items: AsyncIterable<FeedItem>): AsyncGenerator<string, void, undefined> {
  for await (const item of items) {
    // An event of an id alone is told to nobody, and is where a client goes on when the connection breaks before another.
    if (item.type === 'start') yield `id: ${item.opSeq}\n\n`;
    else if (item.type === 'heartbeat') yield ': nothing new\n\n';
    else {
      const { event } = item;
      yield `id: ${event.op_seq}\nevent: operation\ndata: ${JSON.stringify(event)}\n\n`;
    }
  }
}
