/** Returns a new id of a record: a random UUID (version 4) as 32 hex digits without dashes. */
export function newRecordId(random: (bytes: number) => Uint8Array): string {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex');
}

/** Says whether `text` can be the id of a record at all. What cannot needs no look into the database. */
export function isRecordId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
