import { MessageChannel, MessagePort } from 'node:worker_threads';
import type { PortMark, PortMessage } from './child-messages.js';

/** Carries the messages of ports between two processes, neither of which can be given the other's. */
export class PortRelay {
  readonly #ports: MessagePort[] = [];
  readonly #send: (message: PortMessage) => void;
  /** Sees what comes from the other process before its port does. */
  readonly #onArrival: (message: unknown, sentAtMs: number) => void;

  constructor(
    send: (message: PortMessage) => void,
    onArrival: (message: unknown, sentAtMs: number) => void = () => {},
  ) {
    this.#send = send;
    this.#onArrival = onArrival;
  }

  /** Takes the ports that are members of the data, and returns it with marks in their place. */
  takePorts(data: unknown): unknown {
    return mapMembers(data, (member) =>
      member instanceof MessagePort ? ({ mesaPort: this.#add(member) } satisfies PortMark) : member,
    );
  }

  /** Returns the data with new ports for the marks. */
  makePorts(data: unknown): unknown {
    return mapMembers(data, (member) => {
      if (!isMark(member)) return member;
      const { port1, port2 } = new MessageChannel();
      this.#add(port2, member.mesaPort);
      return port1;
    });
  }

  deliver({ port, message, sentAtMs }: PortMessage): void {
    this.#onArrival(message, sentAtMs);
    this.#ports[port]?.postMessage(message);
  }

  /** Lets go of the ports, which ends them on this side. */
  close(): void {
    for (const port of this.#ports) port.close();
  }

  #add(port: MessagePort, number: number = this.#ports.length): number {
    this.#ports[number] = port;
    port.on('message', (message) =>
      this.#send({ kind: 'port', port: number, sentAtMs: Date.now(), message }),
    );
    return number;
  }
}

function mapMembers(data: unknown, map: (member: unknown) => unknown): unknown {
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype)
    return data;
  return Object.fromEntries(Object.entries(data).map(([name, member]) => [name, map(member)]));
}

function isMark(member: unknown): member is PortMark {
  return typeof member === 'object' && member !== null && Object.hasOwn(member, 'mesaPort');
}
