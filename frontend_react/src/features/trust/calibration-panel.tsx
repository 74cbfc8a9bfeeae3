import { explain } from "../../api/problem";
import { useCalibration } from "../../api/queries";
import { t, tn } from "../../i18n/catalogue";
import { decimal } from "../../ui/figures";
import { CalibrationCurve } from "./calibration-curve";

/** Shows the workspace's calibration: how reliable its scores are and how much each model counts. */
export function CalibrationPanel({ workspaceId }: { workspaceId: string }) {
  const { data: report, error } = useCalibration(workspaceId);
  return (
    <section className="panel" aria-labelledby="calibration-heading">
      <h2 id="calibration-heading">{t("trust.learnt")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {report && (
        <>
          <p className="big-number">
            <strong>{report.judgements}</strong> {tn("trust.judged", report.judgements)}
          </p>
          {report.judgements < report.needed && (
            <>
              <progress max={report.needed} value={report.judgements} aria-label={t("trust.progress")} />
              <p className="hint">{t("trust.needed", { needed: report.needed })}</p>
            </>
          )}
          {report.calibration && <CalibrationCurve calibration={report.calibration} />}
          <Weights weights={report.weights} arePriors={report.weights_are_priors} />
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
