/** Calls back once after a time, and returns how to prevent it. */
export type SetTimer = (callback: () => void, delayMs: number) => () => void;

/** The timers of Node. They do not keep a process alive that has nothing else to do. */
export const setNodeTimer: SetTimer = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs).unref();
  return () => clearTimeout(timer);
};
