import { useCallback, useEffect, useRef, useState } from "react";
import { explain } from "./problem";

export interface Remote<T> {
  data: T | undefined;
  error: string | undefined;
  reload: () => void;
  /** Changes the value in place; where the change cannot tell the new one, it is loaded. */
  change: (update: (data: T) => T | undefined) => void;
}

/** Loads a value, and again every `pollMs` while that is above 0. A late answer never replaces a newer one. */
export function useRemote<T>(load: () => Promise<T>, pollMs = 0): Remote<T> {
  const [state, setState] = useState<{ data?: T; error?: string }>({});
  const latest = useRef(0);
  const value = useRef<T>(undefined);
  const accept = useCallback((data: T) => {
    value.current = data;
    setState({ data });
  }, []);
  const reload = useCallback(() => {
    const turn = ++latest.current;
    load().then(
      (data) => turn === latest.current && accept(data),
      (error: unknown) => turn === latest.current && setState((old) => ({ ...old, error: explain(error) })),
    );
  }, [load, accept]);
  const change = useCallback(
    (update: (data: T) => T | undefined) => {
      const changed = value.current === undefined ? undefined : update(value.current);
      // An answer still on its way may be older than the change: it is asked for again.
      if (changed === undefined) reload();
      else accept(changed);
    },
    [reload, accept],
  );
  useEffect(() => {
    reload();
    if (pollMs === 0) return;
    const timer = setInterval(reload, pollMs);
    return () => clearInterval(timer);
  }, [reload, pollMs]);
  return { data: state.data, error: state.error, reload, change };
}
