// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ANSWER } from "../../testing/answers";
import { showChat } from "../../testing/conversation";
import { LoopbackServer } from "../../testing/loopback-server";

let server: LoopbackServer;
beforeEach(async () => {
  localStorage.clear();
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const summary = (is_shared: boolean) =>
  ({ session_id: "s1", workspace_id: "w", title: "When?", created_at: "", updated_at: "", message_count: 2, is_shared });

function keep(shared_by = "") {
  const turn = { created_at: "2026-01-01T00:00:00Z", workspace_id: "w", run_id: "run-1" };
  const messages = [
    { ...turn, role: "user", text: "When?", answer: null },
    { ...turn, role: "assistant", text: "At nine.", answer: { ...ANSWER, run_id: "run-1" } },
  ];
  server.bodies["/sessions/s1"] = { session_id: "s1", messages, before: null, shared_by };
  server.bodies["/sessions"] = { sessions: [summary(false)] };
}

it("shares only when asked, says who can open the link, and copies it", async () => {
  userEvent.setup();
  keep();
  await showChat(server, "s1");
  await userEvent.click(await screen.findByRole("button", { name: "Share" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Share this answer" }));
  expect(dialog.getByText(/Members of the workspace "papers" .* Nobody else can open it/)).toBeTruthy();
  expect(dialog.getByRole("status").textContent).toBe("Not shared yet: only you can open it.");
  expect(server.sent).toEqual([]);
  // The route answers with the summary, and the list says it from now on.
  server.bodies["/sessions/s1"] = summary(true);
  server.bodies["/sessions"] = { sessions: [summary(true)] };
  await userEvent.click(dialog.getByRole("button", { name: "Share and copy the link" }));
  await waitFor(() => expect(dialog.getByRole("status").textContent).toMatch(/^Link copied/));
  expect(server.sent).toEqual([{ method: "PATCH", path: "/sessions/s1", body: { is_shared: true } }]);
  expect(await navigator.clipboard.readText()).toBe(`${location.origin}/w/w/c/s1?turn=run-1`);
  server.bodies["/sessions"] = { sessions: [summary(false)] };
  await userEvent.click(await dialog.findByRole("button", { name: "Stop sharing" }));
  await waitFor(() => expect(dialog.getByRole("status").textContent).toMatch(/^Not shared/));
  expect(server.sent.at(-1)?.body).toEqual({ is_shared: false });
});

it("only shows a conversation that another member shares", async () => {
  keep("ada");
  server.bodies["/workspaces/w/people"] = { people: [{ user_id: "ada", email: "ada@example.org" }] };
  await showChat(server, "s1", "read");
  expect(await screen.findByText(/You are reading a conversation of ada@example.org/)).toBeTruthy();
  expect(screen.queryByLabelText("Your question")).toBeNull();
  for (const name of ["Ask again", "Edit", "Share", "This answer is right"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
});
