import { useCallback, useState } from "react";

export interface Doomed<T> {
  /** What is about to go; it is shown no more. */
  doomed: T | undefined;
  doom: (item: T) => void;
  spare: () => void;
  /** Does what was announced; the item stays hidden until it is done. */
  carryOut: (item: T) => void;
}

/** Something that goes after a moment in which it can be undone; `act` throws nothing. */
export function useDoomed<T>(act: (item: T) => Promise<void>): Doomed<T> {
  const [doomed, setDoomed] = useState<T>();
  const carryOut = useCallback(
    (item: T) => void act(item).finally(() => setDoomed((current) => (current === item ? undefined : current))),
    [act],
  );
  return { doomed, doom: (item) => setDoomed(() => item), spare: () => setDoomed(undefined), carryOut };
}
