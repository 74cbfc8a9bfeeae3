import type { Answer, Probability, Share } from "./frames";

const OUTCOMES: Record<Answer["outcome"], string> = {
  agreed: "Models agree",
  single: "One model answered",
  disputed: "Models disagree",
  not_found: "Not found in the documents",
};

export function AnswerFigures({ answer }: { answer: Answer }) {
  return (
    <div className="figures">
      <span className={`outcome outcome-${answer.outcome}`}>{OUTCOMES[answer.outcome]}</span>
      <Figure name="Agreement" unit="models" share={answer.agreement} />
      <Figure name="Supported" unit="sentences" share={answer.groundedness} />
      {answer.probability && <Likelihood probability={answer.probability} />}
      {answer.made_by === "writer" && <span className="figure">Agreed claims in a writer's words</span>}
      {answer.degraded.length > 0 && <span className="degraded">Without: {answer.degraded.join(", ")}</span>}
      {answer.disputed.length > 0 && (
        <details>
          <summary>Disputed claims ({answer.disputed.length})</summary>
          <ul>
            {answer.disputed.map((claim, index) => (
              <li key={index}>{claim}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Figure({ name, unit, share }: { name: string; unit: string; share: Share }) {
  if (share.value === null || share.total === 0) return null;
  return (
    <span className="figure">
      {name}: <strong>{`${share.count} of ${share.total}`}</strong> {unit}
    </span>
  );
}

function Likelihood({ probability }: { probability: Probability }) {
  const percent = (value: number) => Math.round(100 * value);
  return (
    <span className="figure" title={`95 %: ${percent(probability.low)} to ${percent(probability.high)} %`}>
      Right: <strong>{percent(probability.value)} %</strong> of {probability.judgements} judged answers like this
    </span>
  );
}
