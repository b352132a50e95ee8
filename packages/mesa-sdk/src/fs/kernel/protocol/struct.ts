/** `padN` is N bytes that mean nothing: skipped when read and zero when written. */
type FieldType = 'u16' | 'u32' | 'i32' | 'u64' | 'i64' | `pad${number}`;

type Fields = Readonly<Record<string, FieldType>>;

/** The members of a struct as numbers. */
export type StructValue<F extends Fields> = {
  readonly [Name in keyof F as F[Name] extends `pad${number}` ? never : Name]: number;
};

const SIZES: Readonly<Record<string, number>> = { u16: 2, u32: 4, i32: 4, u64: 8, i64: 8 };
const TWO_32 = 0x1_0000_0000;

/**
 * A little-endian C struct of the protocol, described by the names and types of its fields in order.
 *
 * 64-bit fields are numbers, since a BigInt per field would cost more than the rest of the decoding. Nothing loses
 * by it: numbers of requests, nodes and handles are small; a file offset beyond 2^53 comes out rounded, which is
 * still beyond 2^53, and is refused as such.
 */
export class Struct<F extends Fields> {
  readonly size: number;
  readonly #fields: readonly { name: string; type: FieldType; at: number }[];

  constructor(fields: F) {
    let at = 0;
    this.#fields = Object.entries(fields).flatMap(([name, type]) => {
      const field = { name, type, at };
      at += SIZES[type] ?? Number(type.slice('pad'.length));
      return type.startsWith('pad') ? [] : [field];
    });
    this.size = at;
  }

  /** @throws RangeError when the buffer ends before the struct does. */
  read(buffer: Buffer, from = 0): StructValue<F> {
    if (from + this.size > buffer.length) throw new RangeError('The message is shorter than its struct.');
    const value: Record<string, number> = {};
    for (const { name, type, at } of this.#fields) value[name] = readField(buffer, type, from + at);
    return value as StructValue<F>;
  }

  write(buffer: Buffer, from: number, value: StructValue<F>): void {
    for (const { name, type, at } of this.#fields) {
      writeField(buffer, type, from + at, (value as Record<string, number>)[name] as number);
    }
  }

  /** Returns the bytes of one struct. */
  encode(value: StructValue<F>): Buffer {
    const buffer = Buffer.alloc(this.size);
    this.write(buffer, 0, value);
    return buffer;
  }
}

function readField(buffer: Buffer, type: FieldType, at: number): number {
  switch (type) {
    case 'u64':
      return buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * TWO_32;
    case 'i64':
      return buffer.readUInt32LE(at) + buffer.readInt32LE(at + 4) * TWO_32;
    case 'i32':
      return buffer.readInt32LE(at);
    case 'u16':
      return buffer.readUInt16LE(at);
    default:
      return buffer.readUInt32LE(at);
  }
}

function writeField(buffer: Buffer, type: FieldType, at: number, value: number): void {
  switch (type) {
    case 'u64':
    case 'i64': {
      const high = Math.floor(value / TWO_32);
      buffer.writeUInt32LE(value - high * TWO_32, at);
      if (type === 'u64') buffer.writeUInt32LE(high, at + 4);
      else buffer.writeInt32LE(high, at + 4);
      return;
    }
    case 'i32':
      buffer.writeInt32LE(value, at);
      return;
    case 'u16':
      buffer.writeUInt16LE(value, at);
      return;
    default:
      buffer.writeUInt32LE(value, at);
  }
}
