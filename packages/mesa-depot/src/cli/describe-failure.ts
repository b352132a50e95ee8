import { DepotError } from '../index.js';

/** Returns a failure in one sentence that says what to do, without a stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof DepotError) return error.message;
  const { code, address, port, message } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken on ${address}. Stop what uses it, or choose another with --port; 0 takes any free one.`;
    case 'EACCES':
      if (port === undefined) break;
      return `Port ${port} needs more rights than this user has. Choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address}. Choose another with --host, for example 127.0.0.1.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host name given with --host is not known: ${message}.`;
  }
  return message ?? String(error);
}
