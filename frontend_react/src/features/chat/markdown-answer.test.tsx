import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { CheckedSentence } from "../../api/generated/answers";
import { sentence } from "../../testing/answers";
import MarkdownAnswer from "./markdown-answer";

const draw = (...sentences: CheckedSentence[]) =>
  renderToStaticMarkup(<MarkdownAnswer sentences={sentences} onSource={() => undefined} />);
const words = (markup: string) => markup.replace(/<[^>]+>/g, "").replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">");

it("keeps lists, tables, emphasis and code, and marks each sentence by its verdict", () => {
  const shown = draw(
    sentence("Norway pays **75 euros** a day."),
    sentence("Sweden pays `66`.", { before: "\n\n- ", verdict: "partly", markers: [2] }),
    sentence("Country | Full day", { before: "\n\n| ", verdict: "unchecked" }),
    sentence("Norway | 75 euros", { before: " |\n|---|---|\n| " }),
  );
  expect(shown).toContain('<span class="sentence sentence-supported">Norway pays </span>');
  expect(shown).toContain('<strong><span class="sentence sentence-supported">75 euros</span></strong>');
  expect(shown).toMatch(/<li>.*sentence-partly.*<code>66<\/code>/s);
  expect(shown).toContain("<th><span class=\"sentence sentence-unchecked\"");
  expect(shown).toMatch(/<td><span class="sentence sentence-supported">75 euros<\/span>/);
});

it("says once, behind its last word, why a sentence is not supported and what supports it", () => {
  const shown = draw(sentence("It is **not** _so_.", { verdict: "contradicted", markers: [1, 3] }), sentence("Yes.", { before: "\n\n1. " }));
  expect(shown.match(/class="verdict /g)).toHaveLength(1);
  expect(shown.match(/data-marker="\d"/g)).toEqual(['data-marker="1"', 'data-marker="3"']);
});

it("does not lose the sources of a sentence that is a block of code or an element", () => {
  const code = draw(sentence("```\nmake start\n```", { markers: [1] }));
  expect(code).toContain("<pre><code>make start");
  expect(code).toContain('data-marker="1"');
  expect(draw(sentence("<b>x</b>", { before: "# ", markers: [1] }))).toContain('data-marker="1"');
});

describe.each([
  "![status](https://evil.example/collect?q=1)",
  "[the manual](https://evil.example/login)",
  "[the manual][m]\n\n[m]: https://evil.example/login",
  "<img src=x onerror=alert(1)>",
  "<script>fetch('https://evil.example')</script>",
  "<a href='javascript:alert(1)'>here</a>",
  "https://evil.example/plain",
  "note[^1]\n\n[^1]: https://evil.example/foot",
])("the answer %s", (text) => {
  it("loads nothing and leads nowhere, and its address can be read", () => {
    const shown = draw(sentence(text, { before: "- " }));
    const tags = shown.match(/<[a-z][^>]*>/gi)?.join("") ?? "";
    expect(tags).not.toMatch(/<(img|script|a|iframe|svg|style|link|object)\b|href=|src=|srcset=/i);
    expect(words(shown)).toMatch(/evil\.example|onerror|javascript/);
  });
});

it("shows rows of one table, which are written as lines, as a table with its sources", () => {
  const shown = draw(
    sentence("Country: Norway | Full day: 75 euros", { markers: [1] }),
    sentence("Country: Sweden | Full day: 66 euros", { before: "\n", verdict: "partly" }),
    sentence("Both are paid a month later."),
  );
  expect(shown.match(/<table>/g)).toHaveLength(1);
  expect(shown.match(/<th>[^<]*<\/th>/g)).toEqual(["<th>Country</th>", "<th>Full day</th>"]);
  expect(shown).toMatch(/<td><span class="sentence sentence-supported">75 euros<\/span><span class="sentence-end"><button/);
  expect(shown).toMatch(/<td><span class="sentence sentence-partly"[^>]*>66 euros/);
  expect(shown).toMatch(/<\/table><\/div>\s*<p><span class="sentence sentence-supported">Both are paid/);
});

it("leaves a sentence with a dash or one colon as it is", () => {
  expect(draw(sentence("Norway: 75 euros | Sweden 66 euros"))).not.toContain("<table>");
});
