import { t, tn } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { bytes } from "../../ui/figures";
import { Icon } from "../../ui/icons";
import type { QueuedFile, UploadQueue } from "./upload-queue";

interface Props {
  queue: UploadQueue;
  files: QueuedFile[];
  isPaused: boolean;
}

/** What needs the user comes first, and what is done last. */
const RANKS: Record<QueuedFile["state"], number> = { refused: 0, sending: 1, queued: 2, sent: 3 };

/** Files that are being sent, and refused files with the reason for each. */
export function UploadList({ queue, files, isPaused }: Props) {
  if (files.length === 0) return null;
  const left = files.filter(({ state }) => state === "queued" || state === "sending").length;
  const refused = files.filter(({ state }) => state === "refused").length;
  return (
    <section className="uploads" aria-label={t("uploads")}>
      <header>
        <h2>{left > 0 ? tn("uploads.left", left) : refused > 0 ? tn("uploads.refused", refused) : t("uploads.done")}</h2>
        {left > 0 && (
          <Button kind="quiet" onClick={() => (isPaused ? queue.resume() : queue.pause())}>
            <Icon name={isPaused ? "play" : "pause"} /> {isPaused ? t("uploads.resume") : t("uploads.pause")}
          </Button>
        )}
        {files.some(({ state }) => state === "sent") && (
          <Button kind="quiet" onClick={() => queue.clear()}>
            {t("uploads.clear")}
          </Button>
        )}
      </header>
      <ul>
        {[...files].sort((a, b) => RANKS[a.state] - RANKS[b.state]).map((file) => (
          <UploadRow key={file.id} file={file} queue={queue} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ file, queue }: { file: QueuedFile; queue: UploadQueue }) {
  const { id, path, size, state, share, reason } = file;
  return (
    <li className={`upload upload-${state}`}>
      <span className="cut" title={path}>
        {path}
      </span>
      <small>{state === "sending" ? `${Math.round(100 * share)} %` : t(`upload.${state}`)}</small>
      <small>{bytes(size)}</small>
      {state === "refused" && queue.canRetry(id) && (
        <Button kind="quiet" label={t("upload.retry", { name: path })} onClick={() => queue.retry(id)}>
          <Icon name="again" />
        </Button>
      )}
      {state !== "sent" && (
        <Button kind="quiet" label={t("upload.cancel", { name: path })} onClick={() => queue.cancel(id)}>
          <Icon name="close" />
        </Button>
      )}
      {state === "sending" && <progress max={1} value={share} aria-label={t("upload.progress", { name: path })} />}
      {reason && <span className="reason" title={reason}>{reason}</span>}
    </li>
  );
}
