import type { FoundPassage } from "../../api/generated/questions";
import { t } from "../../i18n/catalogue";
import { decimal } from "../../ui/figures";
import { placeOf } from "../../ui/place";

interface Props {
  passage: FoundPassage;
  /** By stage that saw it. */
  scores: Record<string, number>;
  /** The highest of all passages, by stage. */
  highest: Record<string, number>;
}

export function FoundPassageView({ passage, scores, highest }: Props) {
  // Heading paths come with another sign here than in answers.
  const place = placeOf({ ...passage, section: passage.section.replaceAll(" > ", " › ") });
  return (
    <li className="found-passage">
      <h2>{place}</h2>
      <p className="found-text">{passage.text}</p>
      <dl className="scores" aria-label={t("search.scores")}>
        {Object.entries({ ...scores, [t("search.rank")]: passage.score }).map(([stage, score]) => (
          <div key={stage}>
            <dt>{stage}</dt>
            <dd>
              {highest[stage] !== undefined && (
                <meter min={0} max={highest[stage] || 1} value={Math.max(0, score)} aria-label={stage} />
              )}
              {decimal(score, 2)}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
