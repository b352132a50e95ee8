import {
  ApiError,
  ConflictError,
  InvalidOptionsError,
  MesaError,
  NotFoundError,
  TimeoutError,
} from 'mesa-rest';
import { expect, test } from 'vitest';
import { FileSystemError, fsError } from '../fs-error.js';
import { KernelMountError } from '../kernel/kernel-mount-error.js';
import { fromWireError, toWireError } from './wire-error.js';

const travel = (error: unknown): Error => fromWireError(structuredClone(toWireError(error)));

test('an error of a filesystem keeps its class, its members and its wording', () => {
  const error = fsError('ENOTEMPTY', 'rename', '/demo/a', { dest: '/demo/b', hint: 'why' });
  const arrived = travel(error);
  expect(arrived).toBeInstanceOf(FileSystemError);
  expect(arrived).toMatchObject({
    name: 'FileSystemError',
    code: 'ENOTEMPTY',
    errno: -39,
    syscall: 'rename',
    path: '/demo/a',
    dest: '/demo/b',
    message: error.message,
    stack: error.stack,
  });
  expect(Object.keys(arrived).sort()).toEqual(Object.keys(error).sort());
});

test('an answer of the server keeps its class, status, headers and body, also as a cause', () => {
  const init = {
    status: 409,
    code: 'STALE_COMMIT',
    text: 'It moved on.',
    details: { current_commit_oid: 'abc' },
    requestId: 'req-1',
    headers: new Headers({ 'x-request-id': 'req-1' }),
    body: { error: { code: 'STALE_COMMIT' } },
  };
  const arrived = travel(fsError('EIO', 'open', '/demo/a', { cause: new ConflictError(init) }));
  const cause = arrived.cause as ConflictError;
  expect(cause).toBeInstanceOf(ConflictError);
  expect(cause).toBeInstanceOf(ApiError);
  expect(cause).toMatchObject({ status: 409, code: 'STALE_COMMIT', requestId: 'req-1', body: init.body });
  expect(cause.headers.get('x-request-id')).toBe('req-1');
  expect(cause.toJSON()).toEqual(new ConflictError(init).toJSON());
  expect(Object.keys(cause)).not.toContain('headers');
});

test.each([
  new InvalidOptionsError('No.'),
  new TimeoutError('Late.', { timeoutMs: 5 }),
  new KernelMountError('MOUNT_FAILED', 'No.'),
  new MesaError('OWN', 'No.'),
  new NotFoundError({ status: 404, code: 'NOT_FOUND', text: 'No.', headers: new Headers(), body: '' }),
  new TypeError('No.'),
])('$name arrives as itself', (error) => {
  const arrived = travel(error);
  expect(arrived.constructor).toBe(error.constructor);
  expect(arrived.message).toBe(error.message);
  expect(JSON.stringify(arrived)).toBe(JSON.stringify(error));
});

test('an error of an unknown class arrives as the nearest known one, and what is no error as one', () => {
  class Unheard extends NotFoundError {}
  const init = { status: 404, code: 'NOT_FOUND', text: 'No.', headers: new Headers(), body: '' };
  expect(travel(new Unheard(init)).constructor).toBe(NotFoundError);
  expect(travel('text')).toEqual(new Error('text'));
});

test('what cannot be sent is left out', () => {
  const error = Object.assign(new Error('x'), {
    code: 'X',
    callback: () => {},
    socket: new (class Socket {})(),
  });
  expect({ ...travel(error) }).toEqual({ code: 'X' });
});
