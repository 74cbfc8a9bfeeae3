import { lazy, Suspense, useState } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import type { ConversationIds } from "./conversation-ids";

const ShareDialog = lazy(() => import("./share-dialog"));

/** Opens the dialog that shares the conversation; its code is loaded then. */
export function ShareButton(props: ConversationIds & { runId: string }) {
  const [isOpen, setIsOpen] = useState<boolean>();
  return (
    <>
      <Button kind="quiet" onClick={() => setIsOpen(true)}>
        <Icon name="share" /> {t("share")}
      </Button>
      {isOpen !== undefined && (
        <Suspense>
          <ShareDialog {...props} open={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
