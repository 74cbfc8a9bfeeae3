import type { Provisional } from "../../api/generated/frames";
import { t } from "../../i18n/catalogue";
import { outcomeWords } from "../../i18n/contract-words";
import { AnswerText } from "./answer-text";
import { SourceList } from "./source-list";

interface Props {
  answer: Provisional;
  opened?: number | undefined;
  onSource: (marker: number) => void;
}

/** A first checked answer while other models still write. */
export function ProvisionalAnswer({ answer, opened, onSource }: Props) {
  const { label } = outcomeWords(answer.outcome);
  return (
    <div className="answer-card provisional">
      <div className="outcome-box tone-quiet">
        <p className="outcome-line">
          <span className="outcome-sign" aria-hidden="true">
            …
          </span>
          <strong className="outcome">{t("provisional")}</strong> <span>{t("provisional.soFar", { label })}</span>
        </p>
        <p>{t("provisional.out", { models: stillOut(answer) })}</p>
      </div>
      <AnswerText answer={answer} opened={opened} onSource={onSource} />
      <SourceList citations={answer.citations} opened={opened} onSource={onSource} />
    </div>
  );
}

export function stillOut({ waiting_for }: Provisional): string {
  return waiting_for.join(", ") || t("provisional.comparison");
}

/** The provisional answer that another one replaced. */
export function ReplacedAnswer({ answer }: { answer: Provisional }) {
  return (
    <details className="replaced">
      <summary>{t("provisional.replaced")}</summary>
      <p>{answer.answer}</p>
    </details>
  );
}
