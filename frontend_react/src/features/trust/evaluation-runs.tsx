import type { EvaluationRun } from "../../api/generated/evaluations";
import { explain } from "../../api/problem";
import { useEvaluations } from "../../api/trust";
import { currentLanguage, t } from "../../i18n/catalogue";
import { shortDate } from "../../ui/dates";
import { EvaluationCurve } from "./evaluation-curve";

const FIRST_FIGURES = 6;

/** The evaluation runs that the owner published: the newest with its curves, the others to open. */
export function EvaluationRuns({ workspaceId }: { workspaceId: string }) {
  const { data, error } = useEvaluations(workspaceId);
  return (
    <section className="panel evaluations" aria-labelledby="evaluations-heading">
      <h2 id="evaluations-heading">{t("evaluations")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {data?.length === 0 && (
        <>
          <p className="hint">{t("evaluations.none")}</p>
          <code className="command">quorum evaluate answers FILE --publish {workspaceId}</code>
        </>
      )}
      {data?.map((run, index) => (
        <details key={run.evaluation_id} open={index === 0}>
          <summary>
            <strong>{run.name}</strong> <small>{[run.kind, shortDate(run.published_at)].join(" · ")}</small>
          </summary>
          <Run run={run} />
        </details>
      ))}
    </section>
  );
}

function Run({ run }: { run: EvaluationRun }) {
  const figures = Object.entries(run.figures);
  return (
    <div className="evaluation">
      <div className="evaluation-curves">
        {run.curves.map((curve) => (
          <EvaluationCurve key={curve.kind} curve={curve} />
        ))}
      </div>
      <Figures figures={figures.slice(0, FIRST_FIGURES)} />
      {figures.length > FIRST_FIGURES && (
        <details>
          <summary>{t("evaluations.more", { n: figures.length - FIRST_FIGURES })}</summary>
          <Figures figures={figures.slice(FIRST_FIGURES)} />
        </details>
      )}
      <p className="hint">{t("evaluations.command")}</p>
      <code className="command">{run.command}</code>
    </div>
  );
}

function Figures({ figures }: { figures: [string, number][] }) {
  return (
    <table className="figures">
      <caption className="unseen">{t("evaluations.figures")}</caption>
      <tbody>
        {figures.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name.replaceAll("_", " ")}</th>
            <td>{value.toLocaleString(currentLanguage(), { maximumFractionDigits: 4 })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
