import { useEffect, useSyncExternalStore } from "react";
import { useSystem } from "../api/system";
import { t } from "../i18n/catalogue";
import { Button } from "../ui/button";

/** Says that the browser is offline or the connection is lost, as long as it is; connects at once when it can. */
export function ConnectionNotice() {
  const { socket } = useSystem();
  const state = useSyncExternalStore(socket.watch, socket.state);
  const isOnline = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  useEffect(() => {
    const reconnect = () => socket.reconnect();
    window.addEventListener("online", reconnect);
    return () => window.removeEventListener("online", reconnect);
  }, [socket]);
  return (
    <div role="status" className="connection">
      {!isOnline && <p>{t("connection.offline")}</p>}
      {isOnline && state === "waiting" && (
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

function watchNetwork(watcher: () => void): () => void {
  window.addEventListener("online", watcher);
  window.addEventListener("offline", watcher);
  return () => {
    window.removeEventListener("online", watcher);
    window.removeEventListener("offline", watcher);
  };
}
