import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useReturningFocus } from "./use-returning-focus";

interface Props {
  title: string;
  /** Text below the title. */
  hint?: string;
  open: boolean;
  /** Without it the dialog cannot be dismissed. */
  onClose?: () => void;
  children: ReactNode;
}

/** A dialog in the middle of the page; the focus returns to what opened it. */
export function Modal({ title, hint, open, onClose, children }: Props) {
  const focus = useReturningFocus(open);
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose?.()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="modal" {...(!hint && { "aria-describedby": undefined })} {...focus}>
          <Dialog.Title className="modal-title">{title}</Dialog.Title>
          {hint && <Dialog.Description className="hint">{hint}</Dialog.Description>}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
