import type { CheckedSentence } from "../../api/generated/answers";

/** The range of a sentence in the Markdown, in characters; `end` is exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** The Markdown of an answer with the range of each sentence. */
export interface PlacedSentences {
  markdown: string;
  ranges: Range[];
}

/** Joins the sentences and the layout between them. */
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
