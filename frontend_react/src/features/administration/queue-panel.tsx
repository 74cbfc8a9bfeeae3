import { useQueue, useRedrive } from "../../api/administration";
import type { FailedMessage, QueueReport } from "../../api/generated/administration";
import { explain } from "../../api/problem";
import { currentLanguage, t, tn } from "../../i18n/catalogue";
import { Button } from "../../ui/button";

/** How many files wait to be read, and the messages that failed for good, which one button sends again. */
export function QueuePanel() {
  const { data, error } = useQueue();
  const redrive = useRedrive();
  return (
    <section className="panel" aria-labelledby="queue-heading">
      <h2 id="queue-heading">{t("admin.queue")}</h2>
      {(error ?? redrive.error) && <p role="alert">{explain(error ?? redrive.error)}</p>}
      {data && <Depth report={data} />}
      {data && data.messages.length > 0 && <Failed messages={data.messages} failed={data.failed} />}
      {data && data.failed > 0 && (
        <Button disabled={redrive.isPending} onClick={() => redrive.mutate()}>
          {redrive.isPending ? t("admin.redriving") : t("admin.redrive")}
        </Button>
      )}
      <p role="status" className="hint">
        {redrive.data && tn("admin.sent", redrive.data.sent)}
        {data?.failed === 0 && !redrive.data && t("admin.nothingFailed")}
      </p>
    </section>
  );
}

function Depth({ report }: { report: QueueReport }) {
  return (
    <dl className="depth">
      {(["waiting", "in_work", "failed"] as const).map((each) => (
        <div key={each} className={each === "failed" && report.failed > 0 ? "bad" : undefined}>
          <dt>{t(`admin.queue.${each}`)}</dt>
          <dd>{report[each].toLocaleString(currentLanguage())}</dd>
        </div>
      ))}
    </dl>
  );
}

function Failed({ messages, failed }: { messages: FailedMessage[]; failed: number }) {
  return (
    <>
      <ul className="failed-messages">
        {messages.map(({ message_id, about, sent_at }) => (
          <li key={message_id}>
            <code>{about}</code> <small>{new Date(sent_at).toLocaleString(currentLanguage())}</small>
          </li>
        ))}
      </ul>
      {failed > messages.length && <p className="hint">{tn("admin.moreFailed", failed - messages.length)}</p>}
    </>
  );
}
