/** Named waits: a change is saved, read back and calculated after a pause, once. */
export interface Timers {
  /** Starts the wait anew when the name is waiting already. */
  set(name: string, milliseconds: number, work: () => void): void;
  cancel(name: string): void;
  clear(): void;
}

export function createTimers(): Timers {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  function cancel(name: string): void {
    clearTimeout(waiting.get(name));
    waiting.delete(name);
  }
  return {
    set(name, milliseconds, work) {
      cancel(name);
      waiting.set(
        name,
        setTimeout(() => {
          waiting.delete(name);
          work();
        }, milliseconds),
      );
    },
    cancel,
    clear() {
      for (const name of [...waiting.keys()]) cancel(name);
    },
  };
}
