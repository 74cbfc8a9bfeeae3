import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AnswerFigures } from "./answer-figures";
import type { Answer } from "./frames";

const ANSWER = {
  outcome: "agreed",
  agreement: { value: 0.9, count: 2, total: 3 },
  groundedness: { value: null, count: 0, total: 0 },
  degraded: [] as string[],
  disputed: [] as string[],
  made_by: "pick",
  probability: null,
} as unknown as Answer;

const shown = (answer: Answer) => renderToStaticMarkup(<AnswerFigures answer={answer} />).replace(/<[^>]+>/g, "");

it("shows counts, and nothing where a figure does not apply", () => {
  expect(shown(ANSWER)).toBe("Models agreeAgreement: 2 of 3 models");
});

it("shows a probability with the judged answers it rests on", () => {
  const probability = { value: 0.834, low: 0.7, high: 0.91, judgements: 40 };
  expect(shown({ ...ANSWER, probability })).toContain("Right: 83 % of 40 judged answers like this");
});

it("says where the words are a writer's", () => {
  expect(shown({ ...ANSWER, made_by: "writer" })).toContain("in a writer&#x27;s words");
});
