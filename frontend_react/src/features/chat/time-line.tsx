import type { ReactNode } from "react";
import { t, tn } from "../../i18n/catalogue";
import { statusWords } from "../../i18n/contract-words";
import { Button } from "../../ui/button";
import { seconds } from "../../ui/figures";
import { isOpen, type Draft, type Turn } from "./turn";

type State = "done" | "now" | "later" | "failed";

interface Props {
  turn: Turn;
  onDrop: (model: string) => void;
}

/** The progress of a question: search, passages, each model, check. */
export function TimeLine({ turn, onDrop }: Props) {
  const hasPassages = turn.passages !== undefined;
  const checking = turn.phase === "answering";
  return (
    <ol className="time-line" aria-label={t("timeLine")}>
      <Step state={hasPassages ? "done" : "now"}>
        {hasPassages ? tn("timeLine.passages", turn.passages?.length ?? 0) : searching(turn)}
      </Step>
      {turn.drafts.map((draft) => (
        <Step key={draft.model} state={stateOf(draft, hasPassages)}>
          {draft.model} <small>{progressOf(draft, hasPassages)}</small>
          {hasPassages && canBeDropped(draft, turn.drafts) && <DropButton model={draft.model} onDrop={onDrop} />}
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

function DropButton({ model, onDrop }: Pick<Props, "onDrop"> & { model: string }) {
  const text = t("timeLine.drop");
  return (
    <Button kind="quiet" className="step-action" label={`${text}: ${model}`} onClick={() => onDrop(model)}>
      {text}
    </Button>
  );
}

/** True for a model that is still out while another one has answered or may answer; otherwise Stop does the same. */
function canBeDropped(draft: Draft, drafts: Draft[]): boolean {
  const isOut = (each: Draft) => !each.outcome && !each.isDropped;
  return isOut(draft) && drafts.some((each) => each !== draft && (isOut(each) || each.outcome?.status === "answered"));
}

function searching({ wakingS, drafts }: Turn): string {
  if (wakingS !== undefined) return t("timeLine.waking", { seconds: wakingS });
  // The frame `accepted` names the models; until it comes, other questions are before this one.
  return drafts.length > 0 ? t("timeLine.search") : t("timeLine.queued");
}

function stateOf(draft: Draft, hasPassages: boolean): State {
  const { text, outcome } = draft;
  if (isNotWaitedFor(draft)) return "later";
  if (outcome) return outcome.status === "answered" ? "done" : "failed";
  return text || hasPassages ? "now" : "later";
}

/** True for a model that the user dropped, or that the run was decided without. */
function isNotWaitedFor({ isDropped, outcome }: Draft): boolean {
  return outcome?.status === "cancelled" || (isDropped === true && outcome?.status !== "answered");
}

function progressOf(draft: Draft, hasPassages: boolean): string {
  const { text, outcome } = draft;
  if (isNotWaitedFor(draft)) return t("timeLine.dropped");
  if (!outcome) return text ? t("draft.writing") : hasPassages ? t("draft.waiting") : "";
  return outcome.status === "answered" ? seconds(outcome.latency_ms) : statusWords(outcome.status).label;
}
