import { DepotError } from '../../errors/index.js';

/**
 * Thrown when the other side of a git conversation says something that the protocol does not allow: a broken
 * packet, a line where none may stand, or an end too early. Its code is `BAD_REQUEST`.
 *
 * The message is written for the one who sent it, who may be a stranger: it quotes nothing but what came.
 */
export class GitProtocolError extends DepotError {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super('BAD_REQUEST', message, options);
    this.name = 'GitProtocolError';
  }
}
