// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ask, done, send, showChat } from "../../testing/conversation";
import { LoopbackServer, type Received } from "../../testing/loopback-server";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const frame = ({ request_id }: Received, seq: number, type: string, fields: object) =>
  ({ type, request_id, run_id: "run", seq, ...fields });
const model = (name: string, status: string, reason = "") =>
  ({ model: name, family: name, status, reason, latency_ms: 900, cached: false, cut: false });
const begin = (asked: Received) => [
  frame(asked, 0, "accepted", { session_id: "s", models: ["quick", "slow"], protocol: 1 }),
  frame(asked, 1, "passages", { passages: [], at: "" }),
  frame(asked, 2, "model", model("quick", "answered")),
];
const label = (name: string) => ({ name: `Don't wait for it: ${name}` });
const named = (name: string) => screen.queryByRole("button", label(name));
const press = async (name: string) => userEvent.click(await screen.findByRole("button", label(name)));
const drops = () => server.received.filter(({ action }) => action === "drop_model").map(({ model }) => model);

it("offers to drop the models that are out, tells the server, and ends with the others' answer", async () => {
  server.answering = (asked, socket) => {
    if (asked.action === "ask") send(socket, ...begin(asked));
    else send(socket, frame(asked, 3, "model", model("slow", "cancelled", "dropped by the user")), done(asked, 4));
  };
  await showChat(server);
  await ask("When?");
  await waitFor(() => expect(named("slow")).toBeTruthy());
  expect(named("quick")).toBeNull();
  await press("slow");
  expect(await screen.findByText("At nine.")).toBeTruthy();
  expect(drops()).toEqual(["slow"]);
});

it("waits no longer as soon as the button is pressed, and offers nothing where no other model is left", async () => {
  server.answering = (asked, socket) => {
    if (asked.action !== "ask") return;
    send(socket, ...begin(asked).slice(0, 2));
  };
  await showChat(server);
  await ask("When?");
  await press("slow");
  expect(screen.getByText("not waited for")).toBeTruthy();
  expect([named("slow"), named("quick")]).toEqual([null, null]);
});

it("tells the server again if the socket was lost meanwhile", async () => {
  server.answering = (asked, socket) => {
    if (asked.action === "ask") send(socket, ...begin(asked));
    else if (asked.action === "drop_model" && drops().length === 1) socket.terminate();
    else if (asked.action === "drop_model") send(socket, done(asked, 3));
  };
  await showChat(server);
  await ask("When?");
  await press("slow");
  expect(await screen.findByText("At nine.", {}, { timeout: 9000 })).toBeTruthy();
  expect(drops()).toEqual(["slow", "slow"]);
});
