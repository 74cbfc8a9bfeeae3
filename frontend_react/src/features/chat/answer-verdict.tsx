import type { Done } from "../../api/generated/done";
import type { Probability } from "../../api/generated/figures";
import { t } from "../../i18n/catalogue";
import { answerWords, fateWords, findingWords } from "../../i18n/contract-words";
import { SIGNS, toneOf } from "./answer-tone";
import { headline } from "./headline";

/** The outcome in words, and the findings with counts, the worst first. */
export function AnswerVerdict({ answer }: { answer: Done }) {
  const { sentence } = answerWords(answer);
  const tone = toneOf(answer);
  return (
    <div className={`outcome-box tone-${tone}`}>
      <p className="outcome-line">
        <span className="outcome-sign" aria-hidden="true">
          {SIGNS[tone]}
        </span>
        <strong className="outcome">{headline(answer)}</strong>{" "}
        <span className={answer.findings.length > 0 ? "unseen" : "outcome-sentence"}>{sentence}</span>
      </p>
      {answer.findings.length > 0 && (
        <ul className="findings" aria-label={t("verdict.basis")}>
          {answer.findings.map((finding) => (
            <li key={finding}>{findingWords(finding)}</li>
          ))}
        </ul>
      )}
      {answer.provisional && (
        <p className={`fate fate-${answer.provisional}`}>{fateWords(answer.provisional).sentence}</p>
      )}
      {answer.promise && !answer.promise.is_withheld && <p className="promise">{answer.promise.words}</p>}
      {answer.probability && <Likelihood probability={answer.probability} />}
      {answer.made_by === "writer" && <p>{t("verdict.writer")}</p>}
      {isCut(answer) && <p className="missing">{t("verdict.cut")}</p>}
      {answer.degraded.length > 0 && (
        <p className="missing">{t("verdict.without", { stages: answer.degraded.join(", ") })}</p>
      )}
    </div>
  );
}

function isCut({ models, chosen_model, made_by }: Done): boolean {
  return made_by === "pick" && models.some((model) => model.id === chosen_model && model.cut);
}

function Likelihood({ probability }: { probability: Probability }) {
  const percent = (value: number) => Math.round(100 * value);
  const [low, high] = [percent(probability.low), percent(probability.high)];
  return (
    <p className="likelihood" title={t("verdict.interval", { low, high })}>
      {t("verdict.probability", { judged: probability.judgements, percent: percent(probability.value) })}
    </p>
  );
}
