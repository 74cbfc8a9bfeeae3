import { t } from "../../i18n/catalogue";
import { statusWords } from "../../i18n/contract-words";
import { seconds } from "../../ui/figures";
import type { Draft } from "./turn";

interface Props {
  drafts: Draft[];
  open: boolean;
  chosen: string | null | undefined;
}

/** The unchecked draft of each model. */
export function ModelDrafts({ drafts, open, chosen }: Props) {
  if (drafts.length === 0) return null;
  return (
    <details className={open ? "drafts drafts-writing" : "drafts"} open={open}>
      <summary>
        {t("drafts")} ({drafts.length})
      </summary>
      {drafts.map((draft) => (
        <div key={draft.model} className="draft">
          <h3>
            {draft.model} <small>{state(draft, chosen)}</small>
          </h3>
          <div className="draft-text" role="group" aria-label={draft.model} tabIndex={open ? 0 : undefined}>
            <p>{draft.text}</p>
          </div>
        </div>
      ))}
    </details>
  );
}

function state({ model, text, outcome }: Draft, chosen: string | null | undefined): string {
  if (!outcome) return text ? t("draft.writing") : t("draft.thinking");
  if (outcome.status === "cancelled") return t("timeLine.dropped");
  if (outcome.status !== "answered") return `${statusWords(outcome.status).label}: ${outcome.reason}`;
  const parts = [seconds(outcome.latency_ms), outcome.cut && t("draft.cut"), model === chosen && t("draft.chosen")];
  return parts.filter(Boolean).join(", ");
}
