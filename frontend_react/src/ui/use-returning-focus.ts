import { useRef } from "react";

/** Handlers for a dialog without a trigger of its own: when it closes, the focus returns to what opened it. */
export function useReturningFocus() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      // Radix would focus the trigger, and without one nothing.
      event.preventDefault();
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
  };
}
