import type { CheckedSentence } from "../../api/generated/answers";

/** Where a sentence stands in the Markdown: characters from `start` up to and without `end`. */
export interface Range {
  start: number;
  end: number;
}

/** An answer's Markdown, with the place of each of its sentences. */
export interface PlacedSentences {
  markdown: string;
  ranges: Range[];
}

/** Puts the sentences back into the layout that stood between them. */
export function placedSentences(sentences: CheckedSentence[]): PlacedSentences {
  let markdown = "";
  const ranges = sentences.map(({ text, before }, index) => {
    markdown += before || (index ? " " : "");
    const start = markdown.length;
    markdown += text;
    return { start, end: markdown.length };
  });
  return { markdown, ranges };
}
