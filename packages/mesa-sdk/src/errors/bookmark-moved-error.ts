import { MesaError } from 'mesa-rest';

/**
 * Thrown when a checkpoint finds that somebody else moved the bookmark. What was written is stored in its change; go on from the
 * bookmark with `fs.change.new`, or move the bookmark, and try again.
 */
export class BookmarkMovedError extends MesaError {
  static {
    BookmarkMovedError.prototype.name = 'BookmarkMovedError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('BOOKMARK_MOVED', text, options);
  }
}
