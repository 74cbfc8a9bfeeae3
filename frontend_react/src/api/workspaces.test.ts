import { afterEach, expect, it, vi } from "vitest";
import { WORKSPACE } from "../testing/answers";
import { RestClient } from "./rest-client";
import { inviteMember, removeMember } from "./workspaces";

afterEach(() => vi.unstubAllGlobals());

/** Returns the calls that were made: method, address and body. */
async function callsOf(work: (rest: RestClient) => Promise<unknown>): Promise<unknown[]> {
  const calls: unknown[] = [];
  vi.stubGlobal("fetch", (url: string, options: RequestInit) => {
    calls.push([options.method, url, options.body]);
    return Promise.resolve(Response.json(WORKSPACE));
  });
  await work(new RestClient("http://api", () => Promise.resolve("token")));
  return calls;
}

it("keeps an e-mail address out of the URL, which is logged on its way", async () => {
  const body = JSON.stringify({ email: "ann@example.org" });
  expect(await callsOf((rest) => inviteMember(rest, "w", "ann@example.org"))).toEqual([
    ["POST", "http://api/workspaces/w/invitations", body],
  ]);
  expect(await callsOf((rest) => removeMember(rest, "w", "ann@example.org"))).toEqual([
    ["POST", "http://api/workspaces/w/invitations/withdraw", body],
  ]);
});

it("names a user by id in the URL", async () => {
  expect(await callsOf((rest) => inviteMember(rest, "w", "u-1"))).toEqual([
    ["PUT", "http://api/workspaces/w/members/u-1", undefined],
  ]);
});
