import { useSyncExternalStore } from "react";

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Wide enough for the evidence beside the answer. */
export const THREE_PANES = "(min-width: 1180px)";
/** Wide enough for the side bar beside the page. */
export const TWO_PANES = "(min-width: 820px)";
/** A mouse, and so most likely a keyboard that covers nothing. */
export const WITH_KEYBOARD = "(hover: hover)";
