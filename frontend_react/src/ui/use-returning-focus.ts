import { useRef } from "react";

/** Handlers for a dialog without a trigger of its own: when it closes, the focus returns to what opened it. */
export function useReturningFocus(open: boolean) {
  const opener = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  // While rendering, because a field of the dialog may take the focus as soon as it is there.
  if (open && !wasOpen.current) opener.current = openerNow();
  wasOpen.current = open;
  return {
    onCloseAutoFocus: (event: Event) => {
      // Radix would focus the trigger, and without one nothing.
      event.preventDefault();
      opener.current?.focus();
    },
  };
}

/** What has the focus; of a menu its button, because the menu closes. */
function openerNow(): HTMLElement | null {
  const focused = document.activeElement;
  const button = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const opener = button ? document.getElementById(button) : focused;
  return opener instanceof HTMLElement ? opener : null;
}
