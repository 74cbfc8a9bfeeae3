import { useCallback, useState } from "react";

export interface PendingDeletion<T> {
  /** The item that is about to be deleted; it is hidden already. */
  pending: T | undefined;
  schedule: (item: T) => void;
  undo: () => void;
  /** Deletes the item, which stays hidden until that is done. */
  carryOut: (item: T) => void;
}

/** Deletes an item after a moment in which the user can undo it; `remove` never rejects. */
export function usePendingDeletion<T>(remove: (item: T) => Promise<void>): PendingDeletion<T> {
  const [pending, setPending] = useState<T>();
  const carryOut = useCallback(
    (item: T) => void remove(item).finally(() => setPending((current) => (current === item ? undefined : current))),
    [remove],
  );
  return { pending, schedule: (item) => setPending(() => item), undo: () => setPending(undefined), carryOut };
}
