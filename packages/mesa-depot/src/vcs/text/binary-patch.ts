import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const BYTES_PER_LINE = 52;
const LETTERS = 26;

// Off the event loop: files in binary patches are large.
const deflateInThread = promisify(deflate);

/**
 * Returns the body of a git binary patch: both contents in full, so that it applies forwards and backwards.
 *
 * @see https://git-scm.com/docs/git-apply (`--binary`); the encoding is RFC 1924's alphabet, 52 bytes a line, each
 * line led by a letter that gives its length.
 */
export async function binaryPatch(oldBytes: Uint8Array, newBytes: Uint8Array): Promise<string> {
  return `GIT binary patch\n${await literal(newBytes)}\n${await literal(oldBytes)}\n`;
}

async function literal(bytes: Uint8Array): Promise<string> {
  const packed = await deflateInThread(bytes);
  const lines = [`literal ${bytes.length}\n`];
  for (let at = 0; at < packed.length; at += BYTES_PER_LINE) {
    lines.push(encodeLine(packed.subarray(at, at + BYTES_PER_LINE)));
  }
  return lines.join('');
}

function encodeLine(bytes: Uint8Array): string {
  let line =
    bytes.length <= LETTERS
      ? String.fromCharCode(0x40 + bytes.length)
      : String.fromCharCode(0x60 + bytes.length - LETTERS);
  for (let at = 0; at < bytes.length; at += 4) {
    // A last group of fewer than four bytes is filled with zeros; the length letter says how many count.
    let value =
      (bytes[at] as number) * 0x100_0000 +
      (bytes[at + 1] ?? 0) * 0x1_0000 +
      (bytes[at + 2] ?? 0) * 0x100 +
      (bytes[at + 3] ?? 0);
    let digits = '';
    for (let digit = 0; digit < 5; digit += 1) {
      digits = BASE85.charAt(value % 85) + digits;
      value = Math.floor(value / 85);
    }
    line += digits;
  }
  return `${line}\n`;
}
