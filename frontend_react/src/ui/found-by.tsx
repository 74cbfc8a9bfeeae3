import type { FoundBy } from "../api/generated/answers";
import { t, type Key } from "../i18n/catalogue";
import { decimal, ordinal } from "./figures";

const RETRIEVERS: Record<string, Key> = { lexical: "search.stage.lexical", dense: "search.stage.dense" };

/** Which retrievers found a passage, with its rank in each, and where the reranker put it. */
export function FoundByLine({ foundBy = [] }: { foundBy: FoundBy[] | undefined }) {
  if (foundBy.length === 0) return null;
  return (
    <p className="found-by">
      <span>{t("foundBy")}</span>
      {foundBy.map((found) => (
        <Stage key={found.stage} {...found} />
      ))}
    </p>
  );
}

function Stage({ stage, rank, of: total, score }: FoundBy) {
  const words = RETRIEVERS[stage];
  return (
    <span title={t("foundBy.score", { score: decimal(score, 2), total })}>
      {t(words ?? "foundBy.reranked")} <strong>{t("foundBy.rank", { rank: ordinal(rank), total })}</strong>
    </span>
  );
}
