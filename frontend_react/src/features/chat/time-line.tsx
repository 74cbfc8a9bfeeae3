import type { ReactNode } from "react";
import { t, tn } from "../../i18n/catalogue";
import { statusWords } from "../../i18n/contract-words";
import { seconds } from "../../ui/figures";
import { isOpen, type Draft, type Turn } from "./turn";

type State = "done" | "now" | "later" | "failed";

/** How far a question is: searched, passages, each model, checked. */
export function TimeLine({ turn }: { turn: Turn }) {
  const hasPassages = turn.passages !== undefined;
  const checking = turn.phase === "answering";
  return (
    <ol className="time-line" aria-label={t("timeLine")}>
      <Step state={hasPassages ? "done" : "now"}>
        {hasPassages ? tn("timeLine.passages", turn.passages?.length ?? 0) : searching(turn)}
      </Step>
      {turn.drafts.map((draft) => (
        <Step key={draft.model} state={stateOf(draft, hasPassages)}>
          {draft.model} <small>{progressOf(draft)}</small>
        </Step>
      ))}
      <Step state={!isOpen(turn) ? "done" : checking ? "now" : "later"}>
        {checking && turn.provisional ? t("timeLine.waiting") : t("timeLine.check")}
      </Step>
    </ol>
  );
}

function Step({ state, children }: { state: State; children: ReactNode }) {
  return (
    <li className={`step step-${state}`} aria-current={state === "now" ? "step" : undefined}>
      {children}
    </li>
  );
}

function searching({ wakingS }: Turn): string {
  return wakingS === undefined ? t("timeLine.search") : t("timeLine.waking", { seconds: wakingS });
}

function stateOf({ text, outcome }: Draft, hasPassages: boolean): State {
  if (outcome) return outcome.status === "answered" ? "done" : "failed";
  return text || hasPassages ? "now" : "later";
}

function progressOf({ text, outcome }: Draft): string {
  if (!outcome) return text ? t("draft.writing") : "";
  return outcome.status === "answered" ? seconds(outcome.latency_ms) : statusWords(outcome.status).label;
}
