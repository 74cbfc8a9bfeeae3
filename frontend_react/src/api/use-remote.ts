import { useCallback, useEffect, useRef, useState } from "react";
import { explain } from "./problem";

export interface Remote<T> {
  data: T | undefined;
  error: string | undefined;
  reload: () => void;
}

/** Loads a value, and again every `pollMs` while that is above 0. A late answer never replaces a newer one. */
export function useRemote<T>(load: () => Promise<T>, pollMs = 0): Remote<T> {
  const [state, setState] = useState<{ data?: T; error?: string }>({});
  const latest = useRef(0);
  const reload = useCallback(() => {
    const turn = ++latest.current;
    load().then(
      (data) => turn === latest.current && setState({ data }),
      (error: unknown) => turn === latest.current && setState((old) => ({ ...old, error: explain(error) })),
    );
  }, [load]);
  useEffect(() => {
    reload();
    if (pollMs === 0) return;
    const timer = setInterval(reload, pollMs);
    return () => clearInterval(timer);
  }, [reload, pollMs]);
  return { data: state.data, error: state.error, reload };
}
