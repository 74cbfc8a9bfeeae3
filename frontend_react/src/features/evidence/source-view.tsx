import { lazy, Suspense, useMemo } from "react";
import { useDocumentContent } from "../../api/document-content";
import type { DocumentContent } from "../../api/generated/documents";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { DocumentText } from "./document-text";
import { PassageText } from "./passage-text";
import { quotedOnPage } from "./quote-boxes";
import type { Source } from "./sources";
import { rangeOfWords, textBlocks, type Range } from "./text-blocks";

const PdfPage = lazy(() => import("./pdf-page"));

/** What is shown of a document: its text or, of a PDF, the printed page. */
export type View = "text" | "page";

interface Props {
  workspaceId: string;
  source: Source;
  view: View;
  onView: (view: View) => void;
}

/** A source in its document, or the passage alone if the document cannot be read, for example if it was deleted. */
export function SourceView({ workspaceId, source, view, onView }: Props) {
  const { data: content, isPending } = useDocumentContent(workspaceId, source.documentId, source.range?.start ?? 0);
  const { blocks, isQuoted } = useBlocks(content, source);
  const quoted = useMemo(() => quotedOnPage(blocks), [blocks]);
  if (!content || (!isQuoted && source.passage !== "")) {
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
        <DocumentText blocks={blocks} hasMore={content.next !== null} />
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
function useBlocks(content: DocumentContent | undefined, source: Source) {
  const { text, start = 0, spans } = content ?? {};
  return useMemo(() => {
    if (text === undefined || spans === undefined) return { blocks: [], isQuoted: false };
    const quoted = quotedIn({ text, start }, source);
    return { blocks: textBlocks({ text, start, spans }, quoted), isQuoted: quoted !== undefined };
  }, [text, start, spans, source]);
}

/** The range from the answer, or found again if the document has another version by now. */
function quotedIn(content: Pick<DocumentContent, "text" | "start">, { range, quote, passage }: Source): Range | undefined {
  if (range && quote !== "" && wordsAt(content, range) === quote) return range;
  return rangeOfWords(content, quote || passage);
}

function wordsAt({ text, start }: Pick<DocumentContent, "text" | "start">, range: Range): string {
  return Array.from(text).slice(range.start - start, range.end - start).join("");
}
