import { describe, expect, it } from "vitest";
import { FrameOrder } from "../../api/frame-order";
import type { Frame } from "../../api/generated/frames";
import { ANSWER } from "../../testing/answers";
import { applyFrame, beginTurn, failTurn } from "./turn";

const numbered = (seq: number) => ({ request_id: "r1", seq });
const token = (seq: number, text: string) =>
  ({ ...numbered(seq), type: "token", token: text }) satisfies Frame;
const answer = { ...ANSWER, answer: "Paris [1]." };

describe("FrameOrder", () => {
  it("holds a frame back until those before it have arrived", () => {
    const order = new FrameOrder();
    expect(order.accept(token(1, "b"))).toEqual([]);
    expect(order.accept(token(0, "a")).map((frame) => frame.seq)).toEqual([0, 1]);
    expect(order.last).toBe(1);
  });

  it("drops a frame that arrived before, as after a resume", () => {
    const order = new FrameOrder();
    order.accept(token(0, "a"));
    expect(order.accept(token(0, "a"))).toEqual([]);
  });
});

describe("applyFrame", () => {
  it("restarts a draft if the text before was reasoning", () => {
    const turn = [
      { ...numbered(1), type: "draft", model: "small", text: "maybe" },
      { ...numbered(2), type: "draft", model: "small", text: "Paris", restart: true },
      { ...numbered(3), type: "draft", model: "small", text: "." },
    ].reduce((before, frame) => applyFrame(before, frame as Frame), beginTurn("r", "Where?"));
    expect(turn.drafts.map((draft) => draft.text)).toEqual(["Paris."]);
  });

  it("keeps each model's draft apart from the verified answer", () => {
    const frames: Frame[] = [
      { ...numbered(0), type: "accepted", session_id: "s", models: ["small", "extractive"], protocol: 1 },
      { ...numbered(1), type: "draft", model: "small", text: "Lyon" },
      { ...numbered(2), type: "draft", model: "extractive", text: "Paris" },
      { ...numbered(3), type: "draft", model: "small", text: "?" },
      token(4, "Paris"),
    ];
    const turn = frames.reduce(applyFrame, beginTurn("r1", "Capital?"));
    expect(turn.drafts.map((draft) => draft.text)).toEqual(["Lyon?", "Paris"]);
    expect(turn.text).toBe("Paris");
    expect(turn.phase).toBe("answering");
  });

  it("reports a failed model without failing the answer", () => {
    const failed: Frame = {
      ...numbered(1), type: "model", model: "small", family: "f", status: "timed_out", reason: "no token in 20 s",
      latency_ms: 20000, cached: false, cut: false,
    };
    const turn = applyFrame(beginTurn("r1", "Capital?"), failed);
    expect(turn.drafts[0]?.outcome?.reason).toBe("no token in 20 s");
    expect(turn.phase).toBe("waiting");
  });

  it("replaces the streamed text by the recorded answer and then never changes", () => {
    const done = applyFrame(beginTurn("r1", "Capital?"), { ...numbered(9), type: "done", ...answer });
    expect(done.text).toBe("Paris [1].");
    expect(applyFrame(done, token(10, "ghost"))).toBe(done);
    expect(failTurn(done, "late")).toBe(done);
  });

  it("shows that the database starts, then a provisional answer until the final one comes", () => {
    const waking = applyFrame(beginTurn("r1", "?"), { ...numbered(0), type: "waking", what: "database", expected_s: 15 });
    expect(waking).toMatchObject({ phase: "waiting", wakingS: 15 });
    const provisional: Frame = {
      ...numbered(1), type: "provisional", answer: "Paris.", outcome: "single", sentences: [], citations: [],
      chosen_model: "a", waiting_for: ["b"],
    };
    const turn = applyFrame(waking, provisional);
    expect(turn).toMatchObject({ phase: "answering", provisional: { answer: "Paris.", waiting_for: ["b"] } });
    expect(applyFrame(turn, { ...numbered(2), type: "done", ...answer }).answer?.answer).toBe("Paris [1].");
  });

  it("keeps the reason of each model if none answered", () => {
    const models = [{ id: "small", status: "timed_out" as const, reason: "no token in 20 s" }];
    const frame: Frame = { ...numbered(0), type: "error", error: "no model answered", code: "NoAnswer", remedy: "", models };
    expect(applyFrame(beginTurn("r1", "?"), frame)).toMatchObject({ phase: "failed", failures: models });
  });

  it.each([
    ["the question is empty", "Write one.", "The question is empty. Write one."],
    ["filters.date.resembles is 'May'", "Use gte.", "filters.date.resembles is 'May'. Use gte."],
    ["über 4000 Zeichen", "", "Über 4000 Zeichen."],
  ])("shows an error with its remedy: %s", (error, remedy, shown) => {
    const frame: Frame = { ...numbered(0), type: "error", error, code: "InvalidInput", remedy };
    expect(applyFrame(beginTurn("r1", "?"), frame)).toMatchObject({ phase: "failed", error: shown });
  });
});
