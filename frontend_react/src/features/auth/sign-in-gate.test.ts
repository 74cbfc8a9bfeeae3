import { expect, it, vi } from "vitest";
import { SignedOut } from "./session";
import { SignInGate } from "./sign-in-gate";

it("makes callers wait while the user signs in again, and then gives them the new token", async () => {
  const tokens: string[] = [];
  const gate = new SignInGate(() => (tokens[0] ? Promise.resolve(tokens[0]) : Promise.reject(new SignedOut("gone"))));
  const changed = vi.fn();
  gate.watch(changed);
  const passes = Promise.all([gate.pass(), gate.pass(true)]);
  await vi.waitFor(() => expect(gate.isShut()).toBe(true));
  tokens.push("fresh");
  gate.open();
  expect(await passes).toEqual(["fresh", "fresh"]);
  expect(gate.isShut()).toBe(false);
  expect(changed).toHaveBeenCalled();
});

it("passes other failures on, because signing in does not help", async () => {
  const gate = new SignInGate(() => Promise.reject(new Error("no network")));
  await expect(gate.pass()).rejects.toThrow("no network");
  expect(gate.isShut()).toBe(false);
});
