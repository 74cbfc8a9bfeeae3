import { useSyncExternalStore } from "react";
import { useSystem } from "../api/system";
import { t } from "../i18n/catalogue";
import { Button } from "../ui/button";

/** Says that the connection is lost, as long as it is. */
export function ConnectionNotice() {
  const { socket } = useSystem();
  const state = useSyncExternalStore(socket.watch, socket.state);
  return (
    <div role="status" className="connection">
      {state === "waiting" && (
        <p>
          {t("connection.lost")}{" "}
          <Button kind="quiet" onClick={() => socket.retry()}>
            {t("connection.retry")}
          </Button>
        </p>
      )}
    </div>
  );
}
