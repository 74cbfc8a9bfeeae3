import { useEffect, useRef, useState } from "react";
import type { TurnWindow } from "./turn-window";

/**
 * Shows all turns step by step after the user opens the browser's search, which finds only what is on the page.
 * Returns whether turns are still being added.
 *
 * @param first The request id of the first turn that is shown.
 */
export function useWholeForFind(
  { end, hasEarlier, hasLater, showLater }: TurnWindow,
  first: string | undefined,
  showEarlier: () => Promise<void>,
): boolean {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "f") setIsWanted(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const step = useRef<() => void>(undefined);
  useEffect(() => {
    step.current = () => {
      if (hasLater) showLater();
      else showEarlier().catch(() => setIsWanted(false));
    };
  });
  const isGathering = isWanted && (hasEarlier || hasLater);
  // One step at a time, so that the page answers in between.
  useEffect(() => {
    if (!isGathering) return;
    const timer = setTimeout(() => step.current?.());
    return () => clearTimeout(timer);
  }, [isGathering, first, end]);
  return isGathering;
}
