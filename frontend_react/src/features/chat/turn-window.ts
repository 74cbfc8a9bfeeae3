import { useState } from "react";
import type { Turn } from "./turn";

/** How many turns are shown first, and added at a time. */
export const WINDOW_TURNS = 30;

/** Which turns are rendered, by index; the end is Infinity if new turns are rendered too. */
interface Range {
  from: number;
  end: number;
}

export interface TurnWindow extends Range {
  hasEarlier: boolean;
  hasLater: boolean;
  showEarlier: () => void;
  showLater: () => void;
}

/**
 * Chooses the turns to render, because thousands of them make the page slow: the newest ones, or those from an older
 * turn on that a link names. A turn that is added brings back the newest ones.
 *
 * @param linked Index of the turn that a link names; -1 if none is named.
 */
export function useTurnWindow(turns: Turn[], linked: number): TurnWindow {
  const count = turns.length;
  const newest = turns.at(-1)?.requestId;
  const [known, setKnown] = useState({ newest, linked });
  const [range, setRange] = useState(() => rangeAt(linked, count));
  if (newest !== known.newest || linked !== known.linked) {
    setKnown({ newest, linked });
    const isAdded = known.newest !== undefined && newest !== known.newest;
    if (isAdded) setRange(range.end === Infinity ? range : newestRange(count));
    else if (known.newest === undefined || !isIn(range, linked)) setRange(rangeAt(linked, count));
  }
  return {
    ...range,
    hasEarlier: range.from > 0,
    hasLater: range.end < count,
    showEarlier: () => setRange({ ...range, from: Math.max(0, range.from - WINDOW_TURNS) }),
    showLater: () => setRange({ ...range, end: withoutLimit(range.end + WINDOW_TURNS, count) }),
  };
}

function newestRange(count: number): Range {
  return { from: Math.max(0, count - WINDOW_TURNS), end: Infinity };
}

function rangeAt(index: number, count: number): Range {
  const newest = newestRange(count);
  return index < 0 || index >= newest.from ? newest : { from: index, end: withoutLimit(index + WINDOW_TURNS, count) };
}

function isIn({ from, end }: Range, index: number): boolean {
  return index < 0 || (index >= from && index < end);
}

function withoutLimit(end: number, count: number): number {
  return end < count ? end : Infinity;
}
