import type { ModelResult } from "../../api/generated/answers";
import type { Done } from "../../api/generated/done";
import { t } from "../../i18n/catalogue";
import { statusWords } from "../../i18n/contract-words";
import { dollars, seconds } from "../../ui/figures";

/** The time line of a finished answer: time, tokens and cost of each step and model. */
export function HowItWasMade({ answer }: { answer: Done }) {
  const { timings_ms: timings, usage, models, further_calls } = answer;
  const total = timings.total === undefined ? "" : ` · ${seconds(timings.total)}`;
  return (
    <details className="made">
      <summary>
        {t("made")}
        {total} · {dollars(usage.cost_usd)}
      </summary>
      <div className="wide" role="region" aria-label={t("made")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("made.step")}</th>
              <th scope="col">{t("made.time")}</th>
              <th scope="col">{t("made.tokens")}</th>
              <th scope="col">{t("made.cost")}</th>
              <th scope="col">{t("made.result")}</th>
            </tr>
          </thead>
          <tbody>
            {timings.retrieve !== undefined && <Moment name={t("made.searched")} ms={timings.retrieve} />}
            {[...models, ...further_calls].map((model) => (
              <Call key={model.id} model={model} isChosen={model.id === answer.chosen_model} />
            ))}
            {timings.first_token !== undefined && <Moment name={t("made.firstWord")} ms={timings.first_token} />}
            {timings.total !== undefined && <Moment name={t("made.checked")} ms={timings.total} />}
          </tbody>
        </table>
      </div>
      <p className="hint">
        {t("made.run")} <code>{answer.run_id}</code>
      </p>
    </details>
  );
}

/** A point in time since the question was accepted. */
function Moment({ name, ms }: { name: string; ms: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{t("made.after", { time: seconds(ms) })}</td>
      <td colSpan={3} />
    </tr>
  );
}

function Call({ model, isChosen }: { model: ModelResult; isChosen: boolean }) {
  const { usage } = model;
  // A model that the run did not wait for has not failed.
  const isDropped = model.status === "cancelled";
  const result = [
    isDropped ? t("timeLine.dropped") : statusWords(model.status).label,
    !isDropped && model.reason,
    model.cached && t("made.cached"),
    isChosen && t("draft.chosen"),
  ];
  return (
    <tr className={model.status === "answered" || isDropped ? "" : "call-failed"}>
      <th scope="row">{model.id}</th>
      <td>{t("made.took", { time: seconds(model.latency_ms) })}</td>
      <td>{t("made.inOut", { in: usage.input_tokens, out: usage.output_tokens })}</td>
      <td>{dollars(usage.cost_usd)}</td>
      <td>{result.filter(Boolean).join(", ")}</td>
    </tr>
  );
}
