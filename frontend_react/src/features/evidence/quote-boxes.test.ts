import { describe, expect, it } from "vitest";
import { quoteBoxes, quotedOnPage, type PageItem } from "./quote-boxes";
import { textBlocks } from "./text-blocks";

/** A run of text at a place, in letters of 10 by 10. */
const run = (str: string, x: number, y: number, dir = "ltr"): PageItem =>
  ({ str, dir, width: str.length * 10, transform: [10, 0, 0, -10, x, y], share: (count) => count / str.length });
const boxed = (items: PageItem[], text: string, before = "") =>
  quoteBoxes(items, [{ text, before }]).map(({ left, width, top }) => [left, left + width, top].map(Math.round));

describe("a box", () => {
  it("is round the very words, of the font's height", () => {
    expect(quoteBoxes([run("We open at nine.", 100, 50)], [{ text: "open", before: "" }])).toEqual([
      { left: 130, top: 41.5, width: 40, height: 11 },
    ]);
  });

  it.each([
    ["a hyphen at the end of a line", [run("an infor-", 0, 20), run("mation", 0, 40)], "information", 2],
    ["a ligature", [run("the ﬁrst oﬃce", 0, 20)], "first office", 1],
    ["composed letters", [run("Gebu\u0308hr", 0, 20)], "Gebühr", 1],
    ["other spaces and case", [run("W e   open", 0, 20), run("At nine", 110, 20)], "we open at", 1],
  ])("is found in spite of %s", (_name, items, words, lines) => {
    expect(boxed(items, words)).toHaveLength(lines);
  });

  it("is one for each line", () => {
    const items = [run("We open", 0, 20), run("at nine", 80, 20), run("every day.", 0, 40)];
    expect(boxed(items, "open at nine every")).toEqual([[30, 150, 12], [0, 50, 32]]);
  });

  it("is where the text before says, else at the first occurrence", () => {
    const items = [run("Open at 9. Close at 9.", 0, 20)];
    expect(boxed(items, "9", "Close at ")).toEqual([[200, 210, 12]]);
    expect(boxed(items, "9", "unknown")).toEqual([[80, 90, 12]]);
  });

  it("counts from the right in right-to-left scripts, and turns with the page", () => {
    expect(boxed([run("אבגד", 0, 20, "rtl")], "א")).toEqual([[30, 40, 12]]);
    const upright = { ...run("abcd", 50, 100), transform: [0, -10, -10, 0, 50, 100] };
    expect(quoteBoxes([upright], [{ text: "ab", before: "" }])).toEqual([{ left: 41.5, top: 80, width: 11, height: 20 }]);
  });

  it("is not drawn for words that the page does not show", () => {
    expect(boxed([run("A picture", 0, 20)], "of a tower")).toEqual([]);
    expect(boxed([], "…")).toEqual([]);
  });
});

describe("the quoted words on a page", () => {
  const spans = (pages: (number | null)[]) => pages.map((page, index) => ({ start: index * 4, end: index * 4 + 3, page, section: "" }));
  const on = (pages: (number | null)[], start: number, end: number) =>
    quotedOnPage(textBlocks({ text: "abc def ghi", start: 0, spans: spans(pages) }, { start, end }));

  it("are those of the first page, with what stands before them", () => {
    expect(on([1, 1, 2], 1, 11)).toEqual({ page: 1, words: [{ text: "bc", before: "a" }, { text: "def", before: "" }] });
  });

  it("are none if nothing is quoted or the document has no pages", () => {
    expect(on([1, 1, 2], 0, 0)).toBeUndefined();
    expect(on([null, null, null], 0, 3)).toBeUndefined();
  });
});
