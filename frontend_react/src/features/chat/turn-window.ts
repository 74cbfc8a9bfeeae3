import { useState } from "react";
import type { Turn } from "./turn";

/** How many turns are shown first, and added at a time; as many as the server sends at a time. */
export const WINDOW_TURNS = 30;

/** Which turns are rendered, by index; the end is Infinity if new turns are rendered too. */
interface Range {
  from: number;
  end: number;
}

export interface TurnWindow extends Range {
  hasEarlier: boolean;
  hasLater: boolean;
  /** How often other turns were chosen, because a link names one that was not shown. */
  jumps: number;
  showEarlier: () => void;
  showLater: () => void;
}

/**
 * Chooses the turns to render, because thousands of them make the page slow: the newest ones, or those from an older
 * turn on that a link names. A turn that is added brings back the newest ones; turns that are loaded before the first one are
 * shown if those after them are.
 *
 * @param linked Index of the turn that a link names; -1 if none is named.
 */
export function useTurnWindow(turns: Turn[], linked: number): TurnWindow {
  const count = turns.length;
  const newest = turns.at(-1)?.requestId;
  const oldest = turns[0]?.requestId;
  const [known, setKnown] = useState({ newest, oldest, linked });
  const [range, setRange] = useState(() => rangeAt(linked, count));
  const [jumps, setJumps] = useState(0);
  if (newest !== known.newest || oldest !== known.oldest || linked !== known.linked) {
    setKnown({ newest, oldest, linked });
    const moved = movedBy(turns.findIndex(({ requestId }) => requestId === known.oldest), range);
    const isAdded = known.newest !== undefined && newest !== known.newest;
    if (isAdded) setRange(moved.end === Infinity ? moved : newestRange(count));
    else if (known.newest === undefined) setRange(rangeAt(linked, count));
    else if (isIn(moved, linked)) setRange(moved);
    else {
      setRange(rangeAt(linked, count));
      setJumps(jumps + 1);
    }
  }
  return {
    ...range,
    jumps,
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

/** The same turns after others were loaded before them, and some of these if they follow. */
function movedBy(loaded: number, range: Range): Range {
  if (loaded <= 0) return range;
  const from = range.from === 0 ? Math.max(0, loaded - WINDOW_TURNS) : range.from + loaded;
  return { from, end: range.end + loaded };
}

function isIn({ from, end }: Range, index: number): boolean {
  return index < 0 || (index >= from && index < end);
}

function withoutLimit(end: number, count: number): number {
  return end < count ? end : Infinity;
}
