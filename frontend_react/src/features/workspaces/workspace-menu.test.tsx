// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WORKSPACE } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { WorkspaceMenu } from "./workspace-menu";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
  server.bodies["/invitations"] = { invitations: [] };
});
afterEach(() => server.stop());

async function openMenu(mayCreate: boolean): Promise<HTMLElement> {
  server.bodies["/workspaces"] = { workspaces: [WORKSPACE], may_create: mayCreate };
  draw(server.system, <WorkspaceMenu selected="w" onSelect={() => undefined} />);
  await userEvent.click(await screen.findByRole("button", { name: "Workspace: papers" }));
  return screen.findByRole("menuitem", { name: /New workspace/ });
}

it("offers a new workspace to a user who may create one", async () => {
  const item = await openMenu(true);
  await userEvent.click(item);
  expect(await screen.findByLabelText("Name")).toBeTruthy();
});

it("says who creates workspaces to a user who may not", async () => {
  const item = await openMenu(false);
  expect(item.getAttribute("aria-disabled")).toBe("true");
  expect(item.textContent).toContain("Only workspace managers create workspaces here");
});
