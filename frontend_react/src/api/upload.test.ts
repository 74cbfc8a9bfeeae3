import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiProblem } from "./problem";
import type { RestClient } from "./rest-client";
import { askForTicket } from "./upload";

const WISH = { workspace_id: "w", filename: "a.md" };
const TICKET = { url: "u", key: "k", max_bytes: 1, content_type: "t", valid_s: 1, fields: {} };
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Refuses with these statuses, one a call, and then gives a ticket. */
function refusing(...statuses: number[]) {
  const call = vi.fn(() => {
    const status = statuses.shift();
    return status ? Promise.reject(new ApiProblem("Refused.", status, undefined)) : Promise.resolve(TICKET);
  });
  return { rest: { call } as unknown as RestClient, call };
}

it("asks for a ticket again if the server had too many requests", async () => {
  const { rest, call } = refusing(429, 429);
  const ticket = askForTicket(rest, WISH, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await ticket).toEqual(TICKET);
  expect(call).toHaveBeenCalledTimes(3);
});

it("gives up after a while, and at once if the file is not valid or the upload was stopped", async () => {
  const { signal } = new AbortController();
  const busy = expect(askForTicket(refusing(429, 429, 429, 429, 429, 429).rest, WISH, signal)).rejects.toThrow("Refused.");
  await vi.advanceTimersByTimeAsync(20_000);
  await busy;
  await expect(askForTicket(refusing(400).rest, WISH, signal)).rejects.toThrow("Refused.");
  const stopped = expect(askForTicket(refusing(429).rest, WISH, AbortSignal.abort())).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(1000);
  await stopped;
});
