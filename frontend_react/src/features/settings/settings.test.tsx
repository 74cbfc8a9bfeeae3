// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WORKSPACE } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { MemberList } from "./member-list";
import { WorkspaceBudget } from "./workspace-budget";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
  const used = { input_tokens: 20, output_tokens: 10, cost_usd: 0.4 };
  server.bodies["/workspaces/w/budget"] = { daily_tokens: 0, daily_cost_usd: 0.4, used, reset_at: "2026-01-02T00:00:00Z" };
  const people = [{ user_id: "me", email: "me@quorum.example" }, { user_id: "bob", email: "bob@quorum.example" }];
  server.bodies["/workspaces/w/people"] = { people };
});
afterEach(() => server.stop());

it("shows what is used of the workspace's budget, and sends what the owner sets", async () => {
  draw(server.system, <WorkspaceBudget workspace={{ ...WORKSPACE, daily_cost_usd: 0.4 }} />);
  expect(await screen.findByText(/\$0.40 of \$0.40 used today/)).toBeTruthy();
  expect(screen.getByText(/The budget is spent/)).toBeTruthy();
  const box = screen.getByLabelText("Tokens per day");
  await userEvent.clear(box);
  await userEvent.type(box, "500");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await expect.poll(() => server.sent[0]?.body).toEqual({ daily_cost_usd: 0.4, daily_tokens: 500, revision: 1 });
});

it("lets members see the budget, and change nothing", async () => {
  draw(server.system, <WorkspaceBudget workspace={{ ...WORKSPACE, is_own: false }} />);
  expect(await screen.findByText(/used today/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

it("names members by their addresses, and invited users by their ids", async () => {
  const workspace = { ...WORKSPACE, members: ["bob"], invited: ["ivy"] };
  draw(server.system, <MemberList workspace={workspace} user={{ id: "me", name: "me" }} />);
  expect(await screen.findByText("bob@quorum.example")).toBeTruthy();
  expect(screen.getByText("ivy")).toBeTruthy();
});
