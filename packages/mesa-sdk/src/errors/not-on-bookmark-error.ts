import { MesaError } from 'mesa-rest';

/** Thrown when a checkpoint is asked for of a repository that was mounted at a change and not at a bookmark. */
export class NotOnBookmarkError extends MesaError {
  static {
    NotOnBookmarkError.prototype.name = 'NotOnBookmarkError';
  }

  constructor(text: string, options: { cause?: unknown } = {}) {
    super('NOT_ON_BOOKMARK', text, options);
  }
}
