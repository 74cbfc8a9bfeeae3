import { t } from "../../i18n/catalogue";
import { fateWords, outcomeWords } from "../../i18n/contract-words";
import { stillOut } from "./provisional-answer";
import type { Turn } from "./turn";

/** What is read aloud of a turn: verdicts, and what became of a provisional answer; never a draft. */
export function announcement(turn: Turn | undefined): string {
  if (turn?.answer) {
    const { answer } = turn;
    const fate = answer.provisional ? [fateWords(answer.provisional).sentence] : [];
    return [...fate, `${outcomeWords(answer.outcome).label}.`, ...answer.findings, answer.answer].join(" ");
  }
  if (turn?.provisional && turn.phase === "answering") {
    return t("provisional.told", { models: stillOut(turn.provisional), answer: turn.provisional.answer });
  }
  return turn?.phase === "cancelled" ? t("turn.stopped") : "";
}
