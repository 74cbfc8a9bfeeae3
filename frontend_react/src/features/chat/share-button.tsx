import { lazy, Suspense, useState } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";

const ShareDialog = lazy(() => import("./share-dialog"));

/** Where an answer is kept. */
export interface Place {
  workspaceId: string;
  sessionId: string;
}

/** Opens the dialog that shares the conversation; its code is loaded then. */
export function ShareButton(props: Place & { runId: string }) {
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
