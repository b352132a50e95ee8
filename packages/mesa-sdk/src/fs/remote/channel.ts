/** A way to another thread or process, which ends when that one does. */
export interface Channel {
  /** Sends a message. The buffers in `transfer` are moved there where that is possible, and are empty here afterwards. */
  send(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Tells of messages, in their order, and once of the end. To be called once, before the first turn of the event loop ends. */
  receive(onMessage: (message: unknown) => void, onEnd: () => void): void;
  /** Ends it on both sides. */
  close(): void;
}
