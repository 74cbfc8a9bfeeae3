import type { FoundPassage } from "../../api/generated/questions";
import { t } from "../../i18n/catalogue";
import { decimal } from "../../ui/figures";
import { locationOf } from "../../ui/passage-location";

interface Props {
  passage: FoundPassage;
  /** Its score by stage. */
  scores: Record<string, number>;
  /** The highest score of all passages by stage. */
  highest: Record<string, number>;
}

export function SearchHitView({ passage, scores, highest }: Props) {
  // Search results join headings by another sign than citations do.
  const location = locationOf({ ...passage, section: passage.section.replaceAll(" > ", " › ") });
  return (
    <li className="search-hit">
      <h2>{location}</h2>
      <p className="search-hit-text">{passage.text}</p>
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
