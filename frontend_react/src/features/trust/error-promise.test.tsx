// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WORKSPACE } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { ErrorPromise } from "./error-promise";

const WORDS = "At most 5 of 100 questions get a wrong answer, from 200 judged answers.";
const CALIBRATION_REPORT = { judgements: 0, needed: 30, learnt_at: "", weights_are_priors: true, weights: {}, calibration: null, promise: null };

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

function show(maxError: number, words?: string) {
  const promise = words && { max_error: maxError, judgements: 200, is_kept: true, is_withheld: false, words };
  server.bodies["/workspaces/w"] = { ...WORKSPACE, max_error: maxError };
  server.bodies["/workspaces/w/lesson"] = { ...CALIBRATION_REPORT, promise: promise ?? null };
  draw(server.system, <ErrorPromise workspaceId="w" />);
}

it("says that nothing is promised, and saves the rate that is typed", async () => {
  show(0);
  expect((await screen.findByRole("status")).textContent).toMatch(/promises nothing/);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
  const field = screen.getByRole("spinbutton", { name: /Wrong answers in 100/ });
  await userEvent.clear(field);
  await userEvent.type(field, "5");
  server.bodies["/workspaces/w/lesson"] = { ...CALIBRATION_REPORT, promise: { max_error: 0.05, judgements: 200, is_kept: true, is_withheld: false, words: WORDS } };
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe(WORDS));
  expect(server.sent).toContainEqual({ method: "PATCH", path: "/workspaces/w", body: { max_error: 0.05 } });
});

it("shows the saved rate, and refuses a value that is not valid", async () => {
  show(0.07, WORDS);
  expect((await screen.findByRole("status")).textContent).toBe(WORDS);
  const field = screen.getByRole<HTMLInputElement>("spinbutton");
  expect(field.value).toBe("7");
  await userEvent.clear(field);
  await userEvent.type(field, "80");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
});

it("shows why the server refuses, for example for members who are not the owner", async () => {
  show(0);
  await screen.findByRole("status");
  delete server.bodies["/workspaces/w"];
  await userEvent.type(screen.getByRole("spinbutton"), "5");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect((await screen.findByRole("alert")).textContent).toContain("There is no such thing.");
});
