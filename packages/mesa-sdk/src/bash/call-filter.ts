/** What a machine calls its kernel interface, and the numbers of the calls that are looked at. */
interface CallNumbers {
  /** AUDIT_ARCH_* of linux/audit.h. */
  readonly architecture: number;
  readonly addKey: number;
  readonly requestKey: number;
  readonly keyctl: number;
  readonly syslog: number;
  readonly socket: number;
}

const MACHINES: Readonly<Partial<Record<NodeJS.Architecture, CallNumbers>>> = {
  x64: { architecture: 0xc000003e, addKey: 248, requestKey: 249, keyctl: 250, syslog: 103, socket: 41 },
  arm64: { architecture: 0xc00000b7, addKey: 217, requestKey: 218, keyctl: 219, syslog: 116, socket: 198 },
};

/** Calls of the second, smaller interface of x86_64 have this bit. */
const X32_BIT = 0x40000000;
const AF_VSOCK = 40;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

// Of linux/seccomp.h and linux/bpf_common.h.
const ALLOW = 0x7fff0000;
const ERRNO = 0x00050000;
const LOAD = 0x20;
const RETURN = 0x06;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
const FIRST_ARGUMENT_AT = 16;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * Returns a filter of seccomp for what namespaces do not keep apart, and undefined where its numbers are not known: the keys
 * that whoever started the application keeps in the kernel (a process has them as it has its user), the kernel's log, and the
 * sockets between a virtual machine and its host, which are no part of any network namespace. Programs of another interface
 * than the machine's own, 32 bits for example, are refused: their calls have other numbers.
 */
export function callFilter(machine: NodeJS.Architecture): Uint8Array | undefined {
  const numbers = MACHINES[machine];
  if (numbers === undefined) return undefined;
  const { architecture, addKey, requestKey, keyctl, syslog, socket } = numbers;
  const refuse: Instruction = [RETURN, 0, 0, ERRNO | ENOSYS];
  return assemble([
    [LOAD, 0, 0, ARCHITECTURE_AT],
    [JUMP_IF_EQUAL, 1, 0, architecture],
    refuse,
    [LOAD, 0, 0, NUMBER_AT],
    [JUMP_IF_AT_LEAST, 0, 1, X32_BIT],
    refuse,
    ...[addKey, requestKey, keyctl, syslog].flatMap((number): Instruction[] => [
      [JUMP_IF_EQUAL, 0, 1, number],
      refuse,
    ]),
    [JUMP_IF_EQUAL, 0, 3, socket],
    [LOAD, 0, 0, FIRST_ARGUMENT_AT],
    [JUMP_IF_EQUAL, 0, 1, AF_VSOCK],
    [RETURN, 0, 0, ERRNO | EAFNOSUPPORT],
    [RETURN, 0, 0, ALLOW],
  ]);
}

function assemble(program: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  for (const [index, [code, ifTrue, ifFalse, value]] of program.entries()) {
    bytes.setUint16(index * 8, code, true);
    bytes.setUint8(index * 8 + 2, ifTrue);
    bytes.setUint8(index * 8 + 3, ifFalse);
    bytes.setUint32(index * 8 + 4, value, true);
  }
  return new Uint8Array(bytes.buffer);
}
