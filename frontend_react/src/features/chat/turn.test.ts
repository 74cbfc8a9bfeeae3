import { describe, expect, it } from "vitest";
import { FrameOrder } from "./frame-order";
import type { Answer, Frame } from "./frames";
import { applyFrame, beginTurn, failTurn } from "./turn";

const numbered = (seq: number) => ({ request_id: "r1", seq });
const token = (seq: number, text: string): Frame => ({ ...numbered(seq), type: "token", token: text });
const answer = { run_id: "run", answer: "Paris [1].", outcome: "agreed" } as Answer;

describe("FrameOrder", () => {
  it("holds a frame back until those before it have come", () => {
    const order = new FrameOrder();
    expect(order.accept(token(1, "b"))).toEqual([]);
    expect(order.accept(token(0, "a")).map((frame) => frame.seq)).toEqual([0, 1]);
    expect(order.last).toBe(1);
  });

  it("drops a frame that came before, as after a resume", () => {
    const order = new FrameOrder();
    order.accept(token(0, "a"));
    expect(order.accept(token(0, "a"))).toEqual([]);
  });
});

describe("applyFrame", () => {
  it("keeps each model's draft apart from the verified answer", () => {
    const frames: Frame[] = [
      { ...numbered(0), type: "accepted", session_id: "s", models: ["small", "extractive"] },
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
      ...numbered(1), type: "model", model: "small", status: "timed_out", reason: "no token in 20 s", latency_ms: 20000,
    };
    const turn = applyFrame(beginTurn("r1", "Capital?"), failed);
    expect(turn.drafts[0]?.outcome?.reason).toBe("no token in 20 s");
    expect(turn.phase).toBe("waiting");
  });

  it("replaces the streamed text by the recorded answer and then never changes", () => {
    const done = applyFrame(beginTurn("r1", "Capital?"), { ...numbered(9), type: "done", done: true, ...answer });
    expect(done.text).toBe("Paris [1].");
    expect(applyFrame(done, token(10, "ghost"))).toBe(done);
    expect(failTurn(done, "late")).toBe(done);
  });

  it("shows an error with its remedy", () => {
    const turn = applyFrame(beginTurn("r1", "?"), {
      ...numbered(0), type: "error", error: "the question is empty.", code: "InvalidInput", remedy: "Write one.",
    });
    expect(turn).toMatchObject({ phase: "failed", error: "the question is empty. Write one." });
  });
});
