import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../testing/loopback-server";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

it("is open while it has listeners, passes messages to all, and closes with the last", async () => {
  server.answering = (asked, socket) => socket.send(JSON.stringify({ echo: asked.words }));
  const { socket } = server.system;
  const heard: unknown[] = [];
  const leave = [1, 2].map((who) => socket.listen({ onMessage: (message) => heard.push([who, message]) }));
  await vi.waitFor(() => expect(socket.state()).toBe("open"));
  expect(socket.send({ words: "hi" })).toBe(true);
  await vi.waitFor(() => expect(heard).toEqual([[1, { echo: "hi" }], [2, { echo: "hi" }]]));
  leave[0]?.();
  expect(socket.state()).toBe("open");
  leave[1]?.();
  expect(socket.state()).toBe("closed");
  expect(socket.send({ words: "hi" })).toBe(false);
});

it("reports a loss, and opens again at once on demand", async () => {
  const { socket } = server.system;
  const [opened, lost, changed] = [vi.fn(), vi.fn(), vi.fn()];
  socket.watch(changed);
  const leave = socket.listen({ onMessage: () => undefined, onOpen: opened, onLost: lost });
  await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce());
  server.drop();
  await vi.waitFor(() => expect(socket.state()).toBe("waiting"));
  expect(lost).toHaveBeenCalledWith({ reason: "The connection was lost.", code: 1006, failures: 1 });
  socket.retry();
  await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(2));
  expect(server.connections).toBe(2);
  expect(changed.mock.calls.length).toBeGreaterThan(2);
  leave();
});

it("counts consecutive failures if no ticket is given, and reports the reason", async () => {
  delete server.bodies["/ws-ticket"];
  const lost = vi.fn();
  const leave = server.system.socket.listen({ onMessage: () => undefined, onLost: lost });
  await vi.waitFor(() => expect(lost).toHaveBeenCalledWith({ reason: "There is no such thing.", code: 0, failures: 1 }));
  server.system.socket.retry();
  await vi.waitFor(() => expect(lost.mock.calls.at(-1)).toMatchObject([{ failures: 2 }]));
  leave();
});
