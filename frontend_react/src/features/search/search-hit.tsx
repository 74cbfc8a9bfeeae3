import { useState } from "react";
import type { FoundPassage } from "../../api/generated/questions";
import { t, type Key } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { decimal } from "../../ui/figures";
import { FoundByLine } from "../../ui/found-by";
import { inOneLine, locationOf } from "../../ui/passage-location";

interface Props {
  passage: FoundPassage;
  /** Its score by stage. */
  scores: Record<string, number>;
  /** The highest score of all passages by stage. */
  highest: Record<string, number>;
}

export function SearchHitView({ passage, scores, highest }: Props) {
  const location = locationOf(passage);
  return (
    <li className="search-hit">
      <h2>{location}</h2>
      <dl className="scores" aria-label={t("search.scores")}>
        {Object.entries({ ...scores, final: passage.score }).map(([stage, score]) => (
          <div key={stage}>
            <dt>{stageWords(stage)}</dt>
            <dd>
              {highest[stage] !== undefined && (
                <meter min={0} max={highest[stage] || 1} value={Math.max(0, score)} aria-label={stageWords(stage)} />
              )}
              {decimal(score, 2)}
            </dd>
          </div>
        ))}
      </dl>
      <FoundByLine foundBy={passage.found_by} />
      <PassageText text={passage.text} />
    </li>
  );
}

/** Characters of a passage that are shown at first. */
const SHOWN_CHARS = 320;

/** The beginning of a passage; the whole of it on demand. */
function PassageText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(text.length <= SHOWN_CHARS * 1.3);
  const lines = inOneLine(text).replace(/\n{2,}/g, "\n");
  return (
    <>
      <p className="search-hit-text">{isWhole ? lines : `${lines.slice(0, SHOWN_CHARS).trimEnd()}…`}</p>
      {!isWhole && (
        <Button kind="quiet" className="search-hit-more" onClick={() => setWhole(true)}>
          {t("search.whole")}
        </Button>
      )}
    </>
  );
}

const STAGES: Record<string, Key> = {
  lexical: "search.stage.lexical",
  dense: "search.stage.dense",
  late_interaction: "search.stage.lateInteraction",
  fused: "search.stage.fused",
  final: "search.rank",
};

/** What a stage compares, in words; the name of a stage that a newer server has. */
function stageWords(stage: string): string {
  const key = STAGES[stage];
  return key ? t(key) : stage.replaceAll("_", " ");
}
