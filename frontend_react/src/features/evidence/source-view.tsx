import { useMemo } from "react";
import { useDocumentContent } from "../../api/document-content";
import type { DocumentContent } from "../../api/generated/documents";
import { t } from "../../i18n/catalogue";
import { DocumentText } from "./document-text";
import { PassageText } from "./passage-text";
import type { Source } from "./sources";
import { placeOfWords, type Range } from "./text-blocks";

/** A source in its document; the passage alone if the document cannot be read, as when it is deleted. */
export function SourceView({ workspaceId, source }: { workspaceId: string; source: Source }) {
  const { data: content, isPending } = useDocumentContent(workspaceId, source.documentId, source.range?.start ?? 0);
  const quoted = useMemo(() => content && quotedIn(content, source), [content, source]);
  if (!content || (!quoted && source.passage !== "")) {
    return <PassageText key={String(isPending)} source={source} />;
  }
  return (
    <>
      <DocumentText content={content} quoted={quoted} />
      {content.original && (
        <p className="evidence-foot">
          <a href={content.original.url} target="_blank" rel="noreferrer">
            {t("evidence.original")} ↗
          </a>
        </p>
      )}
    </>
  );
}

/** Where the quoted words stand; the answer says it, unless another version of the document is there by now. */
function quotedIn(content: DocumentContent, { range, quote, passage }: Source): Range | undefined {
  if (range && quote !== "" && wordsAt(content, range) === quote) return range;
  return placeOfWords(content, quote || passage);
}

function wordsAt({ text, start }: DocumentContent, range: Range): string {
  return Array.from(text).slice(range.start - start, range.end - start).join("");
}
