import type { Storage } from 'mesa-depot';

/** A storage whose next uses can be made to fail, as a full disk or a busy database would. */
export interface FaultyStorage {
  /** For `createDepot({ wrapStorage })`. */
  wrap(storage: Storage): Storage;
  /** Runs `work` while every use of the storage throws `fault`. */
  during<Result>(fault: Error, work: () => Promise<Result>): Promise<Result>;
}

export function createFaultyStorage(): FaultyStorage {
  let fault: Error | undefined;
  const check = (): void => {
    if (fault) throw fault;
  };
  return {
    wrap: (storage) => ({
      get read() {
        check();
        return storage.read;
      },
      async transaction(work) {
        check();
        return storage.transaction(work);
      },
      close: () => storage.close(),
    }),
    async during(next, work) {
      fault = next;
      try {
        return await work();
      } finally {
        fault = undefined;
      }
    },
  };
}

/** The error of SQLite when another process keeps the database locked. */
export function busyError(): Error {
  return Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 });
}
