import { t } from "../../i18n/catalogue";
import { fateWords, findingWords } from "../../i18n/contract-words";
import { headline } from "./headline";
import { stillOut } from "./provisional-answer";
import type { Turn } from "./turn";

/** What screen readers announce of a turn: verdicts and provisional answers, never drafts. */
export function announcement(turn: Turn | undefined): string {
  if (turn?.answer) {
    const { answer } = turn;
    const fate = answer.provisional ? [fateWords(answer.provisional).sentence] : [];
    return [...fate, `${headline(answer)}.`, ...answer.findings.map(findingWords), answer.answer].join(" ");
  }
  if (turn?.provisional && turn.phase === "answering") {
    return t("provisional.told", { models: stillOut(turn.provisional), answer: turn.provisional.answer });
  }
  return turn?.phase === "cancelled" ? t("turn.stopped") : "";
}
