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

/** Joins the sentences and the layout between them; rows of tables that are written as lines become tables again. */
export function placedSentences(sentences: CheckedSentence[]): PlacedSentences {
  let markdown = "";
  let head = "";
  const ranges = sentences.map(({ text, before }, index) => {
    const row = before.trim() === "" ? tableRow(text) : undefined;
    if (row) markdown += row.head === head ? "\n" : `\n\n${row.head}`;
    else markdown += (head && "\n\n") + (before || (index ? " " : ""));
    head = row?.head ?? "";
    const start = markdown.length;
    markdown += row?.values ?? text;
    return { start, end: markdown.length };
  });
  return { markdown, ranges };
}

const CELL = /^([^:|\n]{1,60}): ([^|\n]+)$/;

/** A table's row in one line, such as "Country: Norway | Full day: 75 euros", as Markdown; undefined for other text. */
function tableRow(text: string): { head: string; values: string } | undefined {
  const cells = text.split(" | ").map((cell) => CELL.exec(cell));
  if (cells.length < 2 || cells.includes(null)) return undefined;
  const line = (part: number) => `| ${cells.map((cell) => cell?.[part]).join(" | ")} |`;
  return { head: `${line(1)}\n|${" --- |".repeat(cells.length)}\n`, values: line(2) };
}
