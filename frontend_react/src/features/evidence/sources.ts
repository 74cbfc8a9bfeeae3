import type { Citation, ShownPassage } from "../../api/generated/answers";
import type { Range } from "./text-blocks";

/** A place in a document that a reader may open. */
export interface Source {
  /** Its number among the sources of its answer, from 1. */
  number: number;
  documentId: string;
  chunkId: string;
  title: string;
  section: string;
  page: number | null;
  /** The supporting words, verbatim; empty for a passage that nothing rests on yet. */
  quote: string;
  /** The passage around them, if it is known. */
  passage: string;
  /** Where the words stand in the document's text, if the answer says so. */
  range: Range | undefined;
}

/** What there is of an answer: its parts come one after the other. */
export interface Evidence {
  citations: Citation[];
  passages: ShownPassage[];
}

/** The sources of an answer: what it cites, or, as long as it cites nothing, what was found for it. */
export function sourcesOf({ citations, passages }: Evidence): Source[] {
  const texts = new Map(passages.map(({ chunk_id, text }) => [chunk_id, text]));
  if (citations.length === 0) {
    return passages.map((passage, index) => ({
      ...placed(passage),
      number: index + 1,
      quote: "",
      passage: passage.text,
      range: undefined,
    }));
  }
  return citations.map((citation) => ({
    ...placed(citation),
    number: citation.marker,
    quote: citation.quote,
    passage: texts.get(citation.chunk_id) ?? "",
    range: citation.start === null || citation.end === null ? undefined : { start: citation.start, end: citation.end },
  }));
}

function placed({ document_id, chunk_id, title, section, page }: Citation | ShownPassage) {
  return { documentId: document_id, chunkId: chunk_id, title, section, page };
}
