import type { CheckedSentence, Citation, FoundBy, OtherPassage, ShownPassage } from "../../api/generated/answers";
import type { Range } from "./text-blocks";

/** A passage of a document that the reader can open. */
export interface Source {
  /** Its number among the sources of its answer, from 1. */
  number: number;
  documentId: string;
  chunkId: string;
  title: string;
  section: string;
  page: number | null;
  /** The supporting words, verbatim; empty for a passage that is not cited yet. */
  quote: string;
  /** The passage around them, if it is known. */
  passage: string;
  /** The range of the words in the document's text, if the answer gives it. */
  range: Range | undefined;
  /** Its ranks in the stages of retrieval; none if they are not known. */
  foundBy: FoundBy[];
}

/** The parts of an answer that have arrived. */
export interface Evidence {
  citations: Citation[];
  passages: ShownPassage[];
  /** The sentences that cite the sources. */
  sentences: CheckedSentence[];
}

/** The citations of an answer or, before there are any, the passages found. */
export function sourcesOf({ citations, passages }: Evidence): Source[] {
  const texts = new Map(passages.map(({ chunk_id, text }) => [chunk_id, text]));
  if (citations.length === 0) {
    return passages.map((passage, index) => ({
      ...placed(passage),
      number: index + 1,
      quote: "",
      passage: passage.text,
      range: undefined,
      foundBy: passage.found_by ?? [],
    }));
  }
  return citations.map((citation) => ({
    ...placed(citation),
    number: citation.marker,
    quote: citation.quote,
    passage: texts.get(citation.chunk_id) ?? "",
    range: rangeOf(citation),
    foundBy: citation.found_by ?? [],
  }));
}

/** Other passages that support or contradict the sentences that cite a source. */
export interface Others {
  also: Source[];
  against: Source[];
}

export function othersOf({ sentences, citations }: Evidence, number: number): Others {
  if (citations.length === 0) return { also: [], against: [] };
  const resting = sentences.filter(({ markers }) => markers.includes(number));
  return {
    also: distinct(resting.flatMap(({ also }) => also ?? []), number),
    against: distinct(resting.flatMap(({ against }) => against ?? []), number),
  };
}

function distinct(passages: OtherPassage[], number: number): Source[] {
  const byPlace = new Map(passages.map((passage) => [passage.chunk_id + passage.quote, passage]));
  return [...byPlace.values()].map((passage) => ({
    ...placed(passage),
    number,
    quote: passage.quote,
    passage: "",
    range: rangeOf(passage),
    foundBy: [],
  }));
}

function rangeOf({ start, end }: Pick<Citation, "start" | "end">): Range | undefined {
  return start === null || end === null ? undefined : { start, end };
}

function placed({ document_id, chunk_id, title, section, page }: Citation | OtherPassage | ShownPassage) {
  return { documentId: document_id, chunkId: chunk_id, title, section, page };
}
