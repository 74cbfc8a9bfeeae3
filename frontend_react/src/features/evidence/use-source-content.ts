import { useMemo } from "react";
import { useDocumentContent } from "../../api/document-content";
import type { DocumentContent } from "../../api/generated/documents";
import type { Source } from "./sources";
import { rangeOfWords, type Range } from "./text-blocks";

/** The part of a document around a source. */
export interface SourceContent {
  /** Undefined until it is loaded, and if the document cannot be read. */
  content: DocumentContent | undefined;
  isPending: boolean;
  /** The range of the quoted words, or of the passage; undefined if the document does not contain them. */
  quoted: Range | undefined;
}

export function useSourceContent(workspaceId: string, source: Source): SourceContent {
  const { data: content, isPending } = useDocumentContent(workspaceId, source.documentId, source.range?.start ?? 0);
  const { text, start = 0 } = content ?? {};
  const quoted = useMemo(
    () => (text === undefined ? undefined : quotedIn({ text, start }, source)),
    [text, start, source],
  );
  return { content, isPending, quoted };
}

/** The heading and page of the quoted words. A passage may go over several headings, and names only its first. */
export function locationIn({ content, quoted }: SourceContent, source: Source): Pick<Source, "title" | "section" | "page"> {
  const { title, section, page } = source;
  const span = quoted && source.quote !== "" && content?.spans.find(({ start, end }) => start <= quoted.start && quoted.start < end);
  return span ? { title, section: span.section || section, page: span.page ?? page } : { title, section, page };
}

/** The range from the answer, or found again if the document has another version by now. */
function quotedIn(content: Pick<DocumentContent, "text" | "start">, { range, quote, passage }: Source): Range | undefined {
  if (range && quote !== "" && wordsAt(content, range) === quote) return range;
  return rangeOfWords(content, quote || passage);
}

function wordsAt({ text, start }: Pick<DocumentContent, "text" | "start">, range: Range): string {
  return Array.from(text).slice(range.start - start, range.end - start).join("");
}
