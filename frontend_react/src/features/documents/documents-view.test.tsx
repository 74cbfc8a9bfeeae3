// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { document as record } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { DocumentsView } from "./documents-view";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

it("shows the first page of a long list while the others are loaded", async () => {
  const path = "/workspaces/w/documents?limit=1000";
  server.bodies[path] = { documents: [record("a"), record("b")], next: "b" };
  server.bodies[`${path}&after=b`] = { documents: [record("c")], next: null };
  const { rest } = server.system;
  const call = rest.call.bind(rest);
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  vi.spyOn(rest, "call").mockImplementation(async (method, to, ...others) => {
    if (to.includes("after")) await held;
    return call(method, to, ...others);
  });
  draw(server.system, <DocumentsView workspaceId="w" reading={() => null} />);
  const status = await screen.findByText(/^2 documents/);
  expect(status.textContent).toBe("2 documents Loading…");
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe("3");
  goOn();
  await waitFor(() => expect(status.textContent).toBe("3 documents"));
});
