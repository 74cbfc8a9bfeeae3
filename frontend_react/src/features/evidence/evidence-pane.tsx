import { useMemo, useState, type ReactNode } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { FoundByLine } from "../../ui/found-by";
import { Icon } from "../../ui/icons";
import { headingOf, pageOf } from "../../ui/passage-location";
import { OtherPassages } from "./other-passages";
import { SourceView, type View } from "./source-view";
import { othersOf, sourcesOf, type Evidence, type Source } from "./sources";
import { locationIn, useSourceContent } from "./use-source-content";

interface Props {
  workspaceId: string;
  evidence: Evidence;
  /** The number of the source to show; the first one if there is no such source. */
  opened: number | undefined;
  onOpen: (source: number) => void;
}

/** Shows the documents at the passages that an answer cites. */
export default function EvidencePane({ workspaceId, evidence, opened, onOpen }: Props) {
  const sources = useMemo(() => sourcesOf(evidence), [evidence]);
  const index = Math.max(0, sources.findIndex(({ number }) => number === opened));
  const source = sources[index];
  const [view, setView] = useState<View>("text");
  return (
    <section className="evidence" aria-label={t("evidence")}>
      {source ? (
        <Opened
          key={`${source.number} ${source.chunkId}`}
          workspaceId={workspaceId}
          evidence={evidence}
          source={source}
          view={view}
          onView={setView}
          steps={<Steps sources={sources} index={index} onOpen={onOpen} />}
        />
      ) : (
        <p className="evidence-empty">{t("evidence.empty")}</p>
      )}
    </section>
  );
}

interface OpenedProps {
  workspaceId: string;
  evidence: Evidence;
  source: Source;
  view: View;
  onView: (view: View) => void;
  steps: ReactNode;
}

/** A source in its document, or another passage that supports or contradicts the same sentence. */
function Opened({ workspaceId, evidence, source, view, onView, steps }: OpenedProps) {
  const [other, setOther] = useState<Source>();
  const others = useMemo(() => othersOf(evidence, source.number), [evidence, source.number]);
  const shown = other ?? source;
  const read = useSourceContent(workspaceId, shown);
  const location = locationIn(read, shown);
  return (
    <>
      <header className="evidence-head">
        <h2>{shown.title}</h2>
        {!other && steps}
        <p className="evidence-place">
          {other ? (
            <Button kind="quiet" className="evidence-back" onClick={() => setOther(undefined)}>
              <Icon name="left" /> {t("evidence.source", { n: source.number })}
            </Button>
          ) : (
            <strong>{t(source.quote ? "evidence.source" : "evidence.passage", { n: source.number })}</strong>
          )}
          <span>{[headingOf(location), pageOf(location)].filter(Boolean).join(" · ")}</span>
        </p>
      </header>
      <SourceView
        key={shown.chunkId + shown.quote}
        source={shown}
        read={read}
        view={view}
        onView={onView}
      />
      <FoundByLine foundBy={shown.foundBy} />
      {!other && <OtherPassages others={others} onOpen={setOther} />}
    </>
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
