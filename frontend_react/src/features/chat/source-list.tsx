import { sourceId } from "./answer-text";
import type { Citation } from "./frames";

interface Props {
  citations: Citation[];
  requestId: string;
}

export function SourceList({ citations, requestId }: Props) {
  if (citations.length === 0) return null;
  return (
    <ol className="sources" aria-label="Sources">
      {citations.map((citation) => (
        <li key={citation.marker} id={sourceId(requestId, citation.marker)} value={citation.marker} tabIndex={-1}>
          <cite>{place(citation)}</cite>
          <q>{citation.quote}</q>
        </li>
      ))}
    </ol>
  );
}

function place({ title, section, page }: Citation): string {
  // The outermost heading of many documents is their title; it need not stand there twice.
  const below = section.startsWith(title) ? section.slice(title.length).replace(/^ › /, "") : section;
  return [title, below, page === null ? "" : `page ${page}`].filter(Boolean).join(" · ");
}
