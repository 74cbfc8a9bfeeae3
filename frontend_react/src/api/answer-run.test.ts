import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../testing/loopback-server";
import { AnswerRun, type Question } from "./answer-run";
import type { Frame } from "./generated/frames";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const frame = (seq: number, type: string, fields: object, request_id = "r1") =>
  JSON.stringify({ type, request_id, run_id: "run", seq, ...fields });
const accepted = frame(0, "accepted", { session_id: "s", models: [], protocol: 1 });
const waking = frame(1, "waking", { what: "database", expected_s: 15 });
const ASK: Question = { action: "ask", request_id: "r1", workspace_id: "w", query: "?" };

function run(question: Question = ASK): { run: AnswerRun; frames: Frame[]; failures: string[] } {
  const [frames, failures]: [Frame[], string[]] = [[], []];
  const listener = { onFrame: (seen: Frame) => frames.push(seen), onFailure: (reason: string) => failures.push(reason) };
  return { run: new AnswerRun(server.system.socket, question, listener), frames, failures };
}

it("asks for missed frames while a question waits, and shows that the database is waking", async () => {
  server.answering = (message, socket) => {
    if (message.action === "ask") socket.send(accepted);
    else if (String(message.after_seq) === "0") socket.send(waking);
  };
  const { run: asked, frames } = run();
  await vi.waitFor(() => expect(frames.map((each) => each.type)).toEqual(["accepted", "waking"]), 9000);
  expect(server.received[1]).toEqual({ action: "resume", request_id: "r1", after_seq: 0 });
  asked.cancel();
});

it("asks again if nothing comes, because frames may be lost", async () => {
  server.answering = (_message, socket) => {
    if (server.received.length > 1) socket.send(accepted);
  };
  const { run: asked, frames } = run();
  await vi.waitFor(() => expect(frames.map((each) => each.type)).toEqual(["accepted"]), 20_000);
  expect(server.received.map(({ action }) => action)).toEqual(["ask", "ask"]);
  asked.cancel();
});

it("resumes after the last frame if the socket is lost", async () => {
  server.answering = (message, socket) => {
    if (message.action === "ask") socket.send(accepted, () => socket.terminate());
    else socket.send(frame(1, "passages", { passages: [], at: "" }));
  };
  const { run: asked, frames } = run();
  await vi.waitFor(() => expect(frames.map((each) => each.type)).toEqual(["accepted", "passages"]), 9000);
  expect(server.received.map(({ action, after_seq }) => [action, after_seq])).toEqual([["ask", undefined], ["resume", 0]]);
  asked.cancel();
});

const gatewayFailure = JSON.stringify({ message: "Internal server error", connectionId: "c", requestId: "g" });
const status = JSON.stringify({ type: "status", workspace_id: "w", document_id: "d", status: "ready" });

it("asks by the same request again if only frames about documents and a failure of the gateway came", async () => {
  server.answering = (_message, socket) => {
    if (server.received.length > 1) socket.send(accepted);
    else [status, gatewayFailure].forEach((text) => socket.send(text));
  };
  const { run: asked, frames } = run();
  await vi.waitFor(() => expect(frames.map((each) => each.type)).toEqual(["accepted"]), 9000);
  expect(server.received).toEqual([ASK, ASK]);
  asked.cancel();
});

it("resumes a run whose frames came after a failure of the gateway, and does not ask twice", async () => {
  server.answering = (message, socket) => {
    if (message.action === "ask") [accepted, gatewayFailure].forEach((text) => socket.send(text));
    else socket.send(waking);
  };
  const { run: asked, frames } = run();
  await vi.waitFor(() => expect(frames.map((each) => each.type)).toEqual(["accepted", "waking"]), 9000);
  expect(server.received.map(({ action }) => action)).toEqual(["ask", "resume"]);
  asked.cancel();
});

it("ends with the error if the run is unknown or forbidden", async () => {
  server.answering = (_message, socket) =>
    socket.send(JSON.stringify({ error: "there is no run of request 'r1'", code: "NotFound", request_id: "r1" }));
  const { frames } = run({ action: "resume", request_id: "r1", after_seq: -1 });
  await vi.waitFor(() => expect(frames.map((each) => each.type)).toEqual(["error"]));
  expect(server.received).toHaveLength(1);
});

it("gives up if the gateway fails again and again", async () => {
  server.answering = (_message, socket) => {
    for (let failures = 0; failures <= 10; failures++) socket.send(gatewayFailure);
  };
  const { failures } = run();
  await vi.waitFor(() => expect(failures.join()).toMatch(/too busy/), 9000);
});

it("resumes a question that was asked before the page was loaded", async () => {
  server.answering = (_message, socket) => socket.send(accepted);
  const { run: resumed, frames } = run({ action: "resume", request_id: "r1", after_seq: -1 });
  await vi.waitFor(() => expect(frames).toHaveLength(1));
  expect(server.received[0]).toEqual({ action: "resume", request_id: "r1", after_seq: -1 });
  resumed.cancel();
  await vi.waitFor(() => expect(server.received.at(-1)).toEqual({ action: "cancel", request_id: "r1" }));
});

it("shares one socket with other questions, and takes only its own frames", async () => {
  server.answering = ({ request_id }, socket) =>
    socket.send(frame(0, "accepted", { session_id: "s", models: [], protocol: 1 }, request_id));
  const [first, second] = [run(), run({ ...ASK, request_id: "r2" })];
  await vi.waitFor(() => expect([first.frames.length, second.frames.length]).toEqual([1, 1]));
  expect(server.connections).toBe(1);
  first.run.cancel();
  second.run.cancel();
});
