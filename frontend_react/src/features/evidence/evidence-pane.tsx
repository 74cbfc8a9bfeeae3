import { useMemo } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { headingOf, pageOf } from "../../ui/place";
import { SourceView } from "./source-view";
import { sourcesOf, type Evidence, type Source } from "./sources";

interface Props {
  workspaceId: string;
  evidence: Evidence;
  /** The number of the source that is shown; the first if there is none of it. */
  opened: number | undefined;
  onOpen: (source: number) => void;
}

/** The documents' own words, at the place that an answer rests on. */
export function EvidencePane({ workspaceId, evidence, opened, onOpen }: Props) {
  const sources = useMemo(() => sourcesOf(evidence), [evidence]);
  const index = Math.max(0, sources.findIndex(({ number }) => number === opened));
  const source = sources[index];
  return (
    <section className="evidence" aria-label={t("evidence")}>
      {source ? (
        <>
          <header className="evidence-head">
            <h2>{source.title}</h2>
            <p className="evidence-place">
              <strong>{t(source.quote ? "evidence.source" : "evidence.passage", { n: source.number })}</strong>
              <span>{[headingOf(source), pageOf(source)].filter(Boolean).join(" · ")}</span>
              <Steps sources={sources} index={index} onOpen={onOpen} />
            </p>
          </header>
          <SourceView key={source.chunkId + source.quote} workspaceId={workspaceId} source={source} />
        </>
      ) : (
        <p className="evidence-empty">{t("evidence.empty")}</p>
      )}
    </section>
  );
}

interface StepsProps {
  sources: Source[];
  index: number;
  onOpen: (source: number) => void;
}

function Steps({ sources, index, onOpen }: StepsProps) {
  const go = (to: number) => {
    const source = sources[to];
    if (source) onOpen(source.number);
  };
  return (
    <span className="evidence-steps">
      <Button kind="quiet" label={t("evidence.previous")} disabled={index === 0} onClick={() => go(index - 1)}>
        <Icon name="left" />
      </Button>
      <span>{t("evidence.of", { n: index + 1, total: sources.length })}</span>
      <Button kind="quiet" label={t("evidence.next")} disabled={index === sources.length - 1} onClick={() => go(index + 1)}>
        <Icon name="right" />
      </Button>
    </span>
  );
}
