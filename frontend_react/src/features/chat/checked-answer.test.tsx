// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OUTCOME_WORDS } from "../../api/generated/outcome-words";
import { ask, done, provisional, send, showChat } from "../../testing/conversation";
import { LoopbackServer } from "../../testing/loopback-server";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

describe("a provisional answer", () => {
  it("is shown and announced with the models that are still out, as is the answer that replaces it", async () => {
    let last: () => void = () => undefined;
    server.answering = (asked, socket) => {
      send(socket, provisional(asked, ["slow", "slower"]));
      last = () => send(socket, done(asked, 1, { provisional: "replaced", findings: ["2 of 3 models say so."] }));
    };
    await showChat(server);
    await ask("When?");
    const turn = await screen.findByRole("article", { name: "When?" });
    expect(await within(turn).findByText("Provisional")).toBeTruthy();
    expect(within(turn).getByText(/Still out: slow, slower\./)).toBeTruthy();
    const announced = () => screen.getAllByRole("status")[0]?.textContent;
    expect(announced()).toMatch(/provisional answer is there.*slow, slower.*At ten/);
    last();
    expect(await within(turn).findByText("At nine.")).toBeTruthy();
    expect(announced()).toMatch(/^The provisional answer was replaced by a better one. Models agree. 2 of 3 models say so. At nine/);
    expect(within(turn).getByText("At ten.").closest("details")?.open).toBe(false);
  });

  it("that was confirmed is not shown a second time", async () => {
    server.answering = (asked, socket) => send(socket, provisional(asked, ["b"]), done(asked, 1, { provisional: "confirmed" }));
    await showChat(server);
    await ask("When?");
    expect(await screen.findByText("The provisional answer was confirmed.")).toBeTruthy();
    expect(screen.queryByText("At ten.")).toBeNull();
  });
});

it("does not repeat the sentence of the outcome", async () => {
  const { sentence } = OUTCOME_WORDS.not_supported;
  server.answering = (asked, socket) => send(socket, done(asked, 0, { outcome: "not_supported", answer: sentence }));
  await showChat(server);
  await ask("When?");
  const turn = await screen.findByRole("article", { name: "When?" });
  expect(await within(turn).findAllByText(sentence)).toHaveLength(1);
});

it("never announces a draft", async () => {
  server.answering = ({ request_id }, socket) =>
    send(socket, { type: "draft", request_id, seq: 0, model: "a", text: "Perhaps at eight." });
  await showChat(server);
  await ask("When?");
  const draft = await screen.findByText("Perhaps at eight.");
  expect(draft.closest("[aria-live], [role=status], [role=log]")).toBeNull();
});

it("shows the reason of each model if none answered", async () => {
  server.answering = ({ request_id }, socket) =>
    send(socket, {
      type: "error", request_id, error: "no model answered", code: "NoAnswer", remedy: "",
      models: [{ id: "small", status: "timed_out", reason: "no token in 20 s" }],
    });
  await showChat(server);
  await ask("When?");
  expect((await screen.findByRole("alert")).textContent).toMatch(/No model answered.*small: no token in 20 s/);
});

it("shows the nearest passages if the documents do not support the answer", async () => {
  const passage = { document_id: "d", chunk_id: "c", title: "Handbook", section: "", page: 3, text: "We open at noon.", score: 1 };
  server.answering = (asked, socket) => send(socket, done(asked, 0, { outcome: "not_supported", nearest: [passage] }));
  await showChat(server);
  await ask("When?");
  const nearest = await screen.findByRole("region", { name: "Nearest passages" });
  expect(nearest.textContent).toContain("Handbook · page 3We open at noon.");
});
