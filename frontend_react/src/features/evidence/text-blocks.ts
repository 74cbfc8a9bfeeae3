import type { DocumentContent } from "../../api/generated/documents";

/** A range of code points of the whole text; `end` is exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** A piece of a block, and whether it is quoted. */
export interface Piece {
  text: string;
  isQuoted: boolean;
}

export interface Block {
  kind: "heading" | "paragraph" | "item" | "table";
  /** Code points before it in the whole text. */
  start: number;
  page: number | null;
  /** The rows of a table, else one row; the cells of each row, in pieces. */
  rows: Piece[][][];
}

const CELL = " | ";
/** The beginning of a list item, whose sign is part of the text. */
const ITEM = /^\s*([-*•]|\d+[.)])\s/;

/** Splits a document's text into blocks, with the quoted words in pieces of their own. */
export function textBlocks({ text, start: from, spans }: Pick<DocumentContent, "text" | "start" | "spans">, quoted: Range | undefined): Block[] {
  // Offsets count code points, some of which are two characters of a string.
  const points = Array.from(text);
  return spans.flatMap(({ start, end, page, section }): Block[] => {
    const words = points.slice(Math.max(0, start - from), Math.max(0, end - from));
    const begin = Math.max(start, from);
    const whole = words.join("");
    if (whole.trim() === "") return [];
    const lines = linesOf(words, begin);
    const isTable = lines.length > 1 && new Set(lines.map((line) => line.text.split(CELL).length)).size === 1;
    if (isTable && whole.includes(CELL)) {
      return [{ kind: "table", start: begin, page, rows: rowsOf(lines, quoted) }];
    }
    const kind = section.split(" › ").at(-1) === whole.trim() ? "heading" : ITEM.test(whole) ? "item" : "paragraph";
    return [{ kind, start: begin, page, rows: [[piecesOf({ text: whole, start: begin }, quoted)]] }];
  });
}

interface Line {
  text: string;
  start: number;
}

function linesOf(words: string[], begin: number): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let index = 0; index <= words.length; index++) {
    if (index < words.length && words[index] !== "\n") continue;
    const text = words.slice(start, index).join("");
    if (text.trim() !== "") lines.push({ text, start: begin + start });
    start = index + 1;
  }
  return lines;
}

function rowsOf([head, ...lines]: Line[], quoted: Range | undefined): Piece[][][] {
  if (!head) return [];
  const names = head.text.split(CELL);
  return [cellsOf(head, [], quoted), ...lines.map((line) => cellsOf(line, names, quoted))];
}

/** A line's cells. The text repeats the column's name in each, as "Country: Norway"; a table shows it once, above. */
function cellsOf(line: Line, names: string[], quoted: Range | undefined): Piece[][] {
  let start = line.start;
  return line.text.split(CELL).map((text, column) => {
    const name = `${names[column] ?? ""}: `;
    const repeated = name !== ": " && text.startsWith(name) ? name : "";
    const cell = piecesOf({ text: text.slice(repeated.length), start: start + Array.from(repeated).length }, quoted);
    start += Array.from(text + CELL).length;
    return cell;
  });
}

function piecesOf({ text, start }: Line, quoted: Range | undefined): Piece[] {
  const points = Array.from(text);
  const from = Math.max(0, (quoted?.start ?? 0) - start);
  const to = Math.min(points.length, (quoted?.end ?? 0) - start);
  if (to <= from) return [{ text, isQuoted: false }];
  const pieces = [
    { text: points.slice(0, from).join(""), isQuoted: false },
    { text: points.slice(from, to).join(""), isQuoted: true },
    { text: points.slice(to).join(""), isQuoted: false },
  ];
  return pieces.filter((piece) => piece.text !== "");
}

/**
 * Finds words in a part of a text: verbatim, else from the first to the last of their lines that occur.
 * Returns undefined if no line does.
 */
export function rangeOfWords({ text, start }: Pick<DocumentContent, "text" | "start">, words: string): Range | undefined {
  const lines = text.includes(words) ? [words] : words.split("\n");
  let [from, to] = [-1, -1];
  for (const line of lines.map((each) => each.trim())) {
    const at = line === "" ? -1 : text.indexOf(line, Math.max(0, to));
    if (at < 0) continue;
    if (from < 0) from = at;
    to = at + line.length;
  }
  if (from < 0) return undefined;
  const pointsBefore = (offset: number) => start + Array.from(text.slice(0, offset)).length;
  return { start: pointsBefore(from), end: pointsBefore(to) };
}
