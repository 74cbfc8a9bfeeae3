import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { t } from "../i18n/catalogue";
import { Button } from "./button";
import { Icon } from "./icons";
import { useReturningFocus } from "./use-returning-focus";

interface Props {
  title: string;
  side: "left" | "right" | "bottom";
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** A pane that slides over the page on a narrow screen. */
export function Drawer({ title, side, open, onOpenChange, children }: Props) {
  const focus = useReturningFocus(open);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`drawer drawer-${side}`} aria-describedby={undefined} {...focus}>
          <Dialog.Title className="unseen">{title}</Dialog.Title>
          <Dialog.Close asChild>
            <Button kind="quiet" className="drawer-close" label={t("close")}>
              <Icon name="close" />
            </Button>
          </Dialog.Close>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
