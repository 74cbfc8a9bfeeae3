import { explain } from "../../api/problem";
import { useLesson } from "../../api/queries";
import { t, tn } from "../../i18n/catalogue";
import { decimal } from "../../ui/figures";
import { CalibrationCurve } from "./calibration-curve";

/** What the workspace learnt from judged answers: what its scores and its models' voices are worth. */
export function Learnt({ workspaceId }: { workspaceId: string }) {
  const { data: lesson, error } = useLesson(workspaceId);
  return (
    <section className="panel" aria-labelledby="learnt-heading">
      <h2 id="learnt-heading">{t("trust.learnt")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {lesson && (
        <>
          <p className="big-number">
            <strong>{lesson.judgements}</strong> {tn("trust.judged", lesson.judgements)}
          </p>
          {lesson.judgements < lesson.needed && (
            <>
              <progress max={lesson.needed} value={lesson.judgements} aria-label={t("trust.progress")} />
              <p className="hint">{t("trust.needed", { needed: lesson.needed })}</p>
            </>
          )}
          {lesson.calibration && <CalibrationCurve calibration={lesson.calibration} />}
          <Weights weights={lesson.weights} arePriors={lesson.weights_are_priors} />
        </>
      )}
    </section>
  );
}

function Weights({ weights, arePriors }: { weights: Record<string, number>; arePriors: boolean }) {
  if (arePriors) return <p className="hint">{t("trust.priors")}</p>;
  return (
    <dl className="weights">
      {Object.entries(weights).map(([model, weight]) => (
        <div key={model}>
          <dt>{model}</dt>
          <dd>
            <meter min={0} max={2} value={weight} aria-label={model} /> {decimal(weight, 2)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
