import type { Block, Piece } from "./text-blocks";

/** A run of text on a page as pdf.js gives it; sizes in the units of the page. */
export interface PageItem {
  str: string;
  dir: string;
  width: number;
  /** Maps the axes of the run to the displayed page; the origin is the left end of the base line. */
  transform: number[];
  /** The share of the run's width that its first `count` characters take, from 0 to 1. */
  share: (count: number) => number;
}

/** A rectangle on a page, in the units of the page, from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Words to find on a page, and the text before them. */
export interface Words {
  text: string;
  before: string;
}

/** Returns the first page with quoted words, and those on it; undefined if the document has no pages. */
export function quotedOnPage(blocks: Block[]): { page: number; words: Words[] } | undefined {
  const quoted = blocks.filter(({ rows }) => rows.flat(2).some(({ isQuoted }) => isQuoted));
  const page = quoted.find((block) => block.page !== null)?.page ?? null;
  if (page === null) return undefined;
  return { page, words: quoted.filter((block) => block.page === page).flatMap(({ rows }) => rows.flat().flatMap(wordsIn)) };
}

function wordsIn(pieces: Piece[]): Words[] {
  return pieces.flatMap(({ text, isQuoted }, index) => (isQuoted ? [{ text, before: pieces[index - 1]?.text ?? "" }] : []));
}

/** Finds the words on the page, and returns one box for each line of them. */
export function quoteBoxes(items: PageItem[], words: Words[]): Box[] {
  const page = lettersOf(items.map(({ str }) => str));
  const boxes = hitsIn(page.letters, words).flatMap(([from, to]) => boxesOf(items, page.origins.slice(from, to)));
  return linesOf(boxes);
}

interface Origin {
  item: number;
  /** The range of the character in the item's text. */
  start: number;
  end: number;
}

/**
 * Reduces texts to letters and digits without accents and case: the extracted text and the page differ in spaces,
 * hyphens at line ends, ligatures and composed letters.
 */
function lettersOf(texts: string[]): { letters: string; origins: Origin[] } {
  let letters = "";
  const origins: Origin[] = [];
  texts.forEach((text, item) => {
    let start = 0;
    for (const character of text) {
      const end = start + character.length;
      const plain = character.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
      letters += plain;
      for (let unit = 0; unit < plain.length; unit++) origins.push({ item, start, end });
      start = end;
    }
  });
  return { letters, origins };
}

const CONTEXTS = [60, 15, 0];

/** Returns the ranges of the words, in order; words that are not found are left out. */
function hitsIn(letters: string, words: Words[]): [number, number][] {
  const hits: [number, number][] = [];
  let last = 0;
  for (const { text, before } of words) {
    const wanted = lettersOf([text]).letters;
    const at = wanted === "" ? -1 : startOf(letters, wanted, lettersOf([before]).letters, last);
    if (at < 0) continue;
    last = at + wanted.length;
    hits.push([at, last]);
  }
  return hits;
}

/** Prefers the occurrence with the longest matching context, and among these the first one after `last`. */
function startOf(letters: string, wanted: string, before: string, last: number): number {
  for (const size of CONTEXTS) {
    const context = size === 0 ? "" : before.slice(-size);
    for (const from of [Math.max(0, last - context.length), 0]) {
      const at = letters.indexOf(context + wanted, from);
      if (at >= 0) return at + context.length;
    }
  }
  return -1;
}

function boxesOf(items: PageItem[], origins: Origin[]): Box[] {
  const parts = new Map<number, { from: number; to: number }>();
  for (const { item, start, end } of origins) {
    const part = parts.get(item);
    parts.set(item, { from: Math.min(part?.from ?? start, start), to: Math.max(part?.to ?? end, end) });
  }
  return [...parts].flatMap(([index, { from, to }]) => {
    const item = items[index];
    return item ? [boxOf(item, from, to)] : [];
  });
}

/** Extent above and below the base line, as a share of the font size. */
const ASCENT = 0.85;
const DESCENT = 0.25;

function boxOf(item: PageItem, from: number, to: number): Box {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = item.transform;
  const along = Math.hypot(a, b) || 1;
  const shares = item.dir === "rtl" ? [1 - item.share(to), 1 - item.share(from)] : [item.share(from), item.share(to)];
  const corners = shares.flatMap((share) =>
    [ASCENT, -DESCENT].map((rise) => {
      const length = (share * item.width) / along;
      return { x: x + a * length + c * rise, y: y + b * length + d * rise };
    }),
  );
  const [left, top] = [Math.min(...corners.map((each) => each.x)), Math.min(...corners.map((each) => each.y))];
  const [right, bottom] = [Math.max(...corners.map((each) => each.x)), Math.max(...corners.map((each) => each.y))];
  return { left, top, width: right - left, height: bottom - top };
}

/** Joins consecutive boxes on one line. */
function linesOf(boxes: Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const line = lines.at(-1);
    const middle = box.top + box.height / 2;
    if (line && middle > line.top && middle < line.top + line.height) lines[lines.length - 1] = joined(line, box);
    else lines.push(box);
  }
  return lines;
}

function joined(box: Box, other: Box): Box {
  const [left, top] = [Math.min(box.left, other.left), Math.min(box.top, other.top)];
  const right = Math.max(box.left + box.width, other.left + other.width);
  const bottom = Math.max(box.top + box.height, other.top + other.height);
  return { left, top, width: right - left, height: bottom - top };
}
