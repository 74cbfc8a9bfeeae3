import { describe, expect, it } from "vitest";
import type { DocumentContent } from "../../api/generated/documents";
import { rangeOfWords, textBlocks } from "./text-blocks";

const TEXT = "Allowances 😀\n\nCountry | Full day\nNorway | 75 euros\n\nMeals lower it.";

function content(changes: Partial<DocumentContent> = {}): DocumentContent {
  const at = (words: string) => {
    const start = Array.from(TEXT.slice(0, TEXT.indexOf(words))).length;
    return { start, end: start + Array.from(words).length, page: null, section: "Policy › Allowances 😀" };
  };
  return {
    document_id: "d", content_hash: "h", title: "Policy", document_type: "docx", page_count: 0, original: null,
    characters: Array.from(TEXT).length, start: 0, text: TEXT, next: null,
    spans: [at("Allowances 😀"), at("Country | Full day\nNorway | 75 euros"), at("Meals lower it.")],
    ...changes,
  };
}

describe("textBlocks", () => {
  it("tells headings, tables and paragraphs apart", () => {
    const blocks = textBlocks(content(), undefined);
    expect(blocks.map(({ kind }) => kind)).toEqual(["heading", "table", "paragraph"]);
    expect(blocks[1]?.rows.map((cells) => cells.map((cell) => cell[0]?.text))).toEqual([
      ["Country", "Full day"],
      ["Norway", "75 euros"],
    ]);
  });

  it("marks the quoted words by code points, across the cells of a row", () => {
    const quoted = rangeOfWords(content(), "Norway | 75 euros");
    const [, table] = textBlocks(content(), quoted);
    expect(table?.rows[1]).toEqual([[{ text: "Norway", isQuoted: true }], [{ text: "75 euros", isQuoted: true }]]);
    expect(table?.rows[0]?.flat().some(({ isQuoted }) => isQuoted)).toBe(false);
  });

  it("shows a column name once, and marks the rest of a quoted cell", () => {
    const text = "Country 😀 | Full day\nCountry 😀: Norway | Full day: 75 euros | ";
    const rows = (words: string) => {
      const part = content({ text: text.slice(0, -3), spans: [{ start: 0, end: Array.from(text).length - 3, page: null, section: "" }] });
      return textBlocks(part, rangeOfWords(part, words))[0]?.rows[1];
    };
    expect(rows("Full day: 75")).toEqual([
      [{ text: "Norway", isQuoted: false }],
      [{ text: "75", isQuoted: true }, { text: " euros", isQuoted: false }],
    ]);
  });

  it("marks a part of a paragraph, and nothing if nothing is quoted", () => {
    const pieces = (words: string) => textBlocks(content(), rangeOfWords(content(), words))[2]?.rows[0]?.[0];
    expect(pieces("lower")).toEqual([
      { text: "Meals ", isQuoted: false },
      { text: "lower", isQuoted: true },
      { text: " it.", isQuoted: false },
    ]);
    expect(pieces("not there")).toEqual([{ text: "Meals lower it.", isQuoted: false }]);
  });

  it("reads a part that starts within the text", () => {
    const start = Array.from(TEXT.slice(0, TEXT.indexOf("Meals"))).length;
    const part = content({ start, text: "Meals lower it." });
    expect(textBlocks(part, rangeOfWords(part, "lower")).map(({ kind }) => kind)).toEqual(["paragraph"]);
    expect(rangeOfWords(part, "lower")?.start).toBe(start + 6);
  });
});

it("finds a passage by its first and last line if its wording differs", () => {
  const passage = "Policy\nCountry | Full day\nfor a day\nMeals lower it.";
  const [from, to] = ["Country", "Meals lower it."].map((words) => rangeOfWords(content(), words));
  expect(rangeOfWords(content(), passage)).toEqual({ start: from?.start, end: to?.end });
  expect(rangeOfWords(content(), "")).toBeUndefined();
});
