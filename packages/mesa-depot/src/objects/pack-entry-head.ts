/**
 * Returns what stands before the zlib stream of an object in a pack: type and size. Four bits of the size beside the type, then
 * seven in each byte, the lowest first.
 *
 * Format: https://git-scm.com/docs/gitformat-pack
 */
export function encodePackEntryHead(typeCode: number, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (typeCode << 4) | (size % 16);
  // Divided, not shifted: sizes go beyond 32 bits.
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
  }
  return Buffer.from([...bytes, byte]);
}

/** Returns the head of a pack of version 2 with so many objects. */
export function encodePackHead(count: number): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(count, 8);
  return head;
}
