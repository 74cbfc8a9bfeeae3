import { lazy, Suspense, useMemo } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { DocumentText } from "./document-text";
import { PassageText } from "./passage-text";
import { quotedOnPage } from "./quote-boxes";
import type { Source } from "./sources";
import { textBlocks } from "./text-blocks";
import type { SourceContent } from "./use-source-content";

const PdfPage = lazy(() => import("./pdf-page"));

/** What is shown of a document: its text or, of a PDF, the printed page. */
export type View = "text" | "page";

interface Props {
  source: Source;
  read: SourceContent;
  view: View;
  onView: (view: View) => void;
}

/** A source in its document, or the passage alone if the document cannot be read, for example if it was deleted. */
export function SourceView({ source, read, view, onView }: Props) {
  const { content, isPending } = read;
  const blocks = useBlocks(read);
  const quoted = useMemo(() => quotedOnPage(blocks), [blocks]);
  if (!content || (!read.quoted && source.passage !== "")) {
    return <PassageText key={String(isPending)} source={source} />;
  }
  const { original } = content;
  const pdf = original?.content_type === "application/pdf" && quoted && { ...quoted, url: original.url };
  return (
    <>
      {pdf && view === "page" ? (
        <Suspense fallback={<p className="evidence-text hint">{t("loading")}</p>}>
          <PdfPage file={{ version: content.content_hash, url: pdf.url }} number={pdf.page} words={pdf.words} />
        </Suspense>
      ) : (
        <DocumentText blocks={blocks} isPassage={source.quote === ""} hasMore={content.next !== null} />
      )}
      {original && (
        <p className="evidence-foot">
          <a href={original.url} target="_blank" rel="noreferrer">
            {t("evidence.original")} ↗
          </a>
          {pdf && <ViewButton view={view} onView={onView} />}
        </p>
      )}
    </>
  );
}

function ViewButton({ view, onView }: Pick<Props, "view" | "onView">) {
  return (
    <Button kind="quiet" className="evidence-view" onClick={() => onView(view === "page" ? "text" : "page")}>
      {t(view === "page" ? "evidence.showText" : "evidence.showPage")}
    </Button>
  );
}

/** The text as blocks with the quoted words marked. They stay the same objects if only the link is renewed. */
function useBlocks({ content, quoted }: SourceContent) {
  const { text, start = 0, spans } = content ?? {};
  return useMemo(() => {
    if (text === undefined || spans === undefined) return [];
    return textBlocks({ text, start, spans }, quoted);
  }, [text, start, spans, quoted]);
}
