const GATHER_BYTES = 64 * 1024; // 64 KiB

/** Gives packets together that were made one by one, so that a list of ten thousand refs is not sent in as many pieces. */
export function* gatherPackets(
  packets: Iterable<Uint8Array>,
  maxBytes: number = GATHER_BYTES,
): Generator<Uint8Array, void, undefined> {
  let gathered: Uint8Array[] = [];
  let byteLength = 0;
  for (const packet of packets) {
    gathered.push(packet);
    byteLength += packet.byteLength;
    if (byteLength < maxBytes) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    byteLength = 0;
  }
  if (byteLength > 0) yield Buffer.concat(gathered);
}
