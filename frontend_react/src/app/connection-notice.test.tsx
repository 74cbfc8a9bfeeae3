// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../testing/loopback-server";
import { draw } from "../testing/page";
import { ConnectionNotice } from "./connection-notice";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => {
  vi.restoreAllMocks();
  server.stop();
});

it("says that the browser is offline, and connects again by itself", async () => {
  const { socket } = server.system;
  const stop = socket.listen({ onMessage: () => undefined });
  await expect.poll(() => socket.state()).toBe("open");
  draw(server.system, <ConnectionNotice />);
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event("offline")));
  expect(screen.getByText(/You are offline/)).toBeTruthy();
  online.mockReturnValue(true);
  act(() => void window.dispatchEvent(new Event("online")));
  expect(screen.queryByText(/You are offline/)).toBeNull();
  await expect.poll(() => server.connections, { timeout: 10_000 }).toBe(2);
  await expect.poll(() => socket.state(), { timeout: 10_000 }).toBe("open");
  stop();
});
