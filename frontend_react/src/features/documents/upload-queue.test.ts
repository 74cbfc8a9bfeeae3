import { beforeEach, expect, it, vi } from "vitest";
import { UploadQueue } from "./upload-queue";

interface Sending {
  path: string;
  signal: AbortSignal;
  onProgress: (share: number) => void;
  end: (error?: Error) => void;
}

let sending: Sending[];
let onSent: () => void;
let queue: UploadQueue;
beforeEach(() => {
  sending = [];
  onSent = vi.fn();
  queue = new UploadQueue(
    ({ path, signal, onProgress }) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) => (error ? reject(error) : resolve());
        signal.addEventListener("abort", () => end(new DOMException("stopped", "AbortError")));
        sending.push({ path, signal, onProgress, end });
      }),
    onSent,
  );
});

const add = (...paths: string[]) => queue.add(paths.map((path) => ({ path, file: new File(["text"], path) })));
const states = () => Object.fromEntries(queue.list().map(({ path, state }) => [path, state]));

it("sends three at a time, and the next one when a file has arrived", async () => {
  add("a", "b", "c", "d");
  expect(states()).toEqual({ a: "sending", b: "sending", c: "sending", d: "queued" });
  sending[1]?.end();
  await vi.waitFor(() => expect(states()).toEqual({ a: "sending", b: "sent", c: "sending", d: "sending" }));
  expect(onSent).toHaveBeenCalledOnce();
});

it("keeps a refused file with its reason, sends the others, and retries it on demand", async () => {
  add("a", "b");
  sending[0]?.end(new Error("a.exe is not a document"));
  sending[1]?.end();
  await vi.waitFor(() => expect(states()).toEqual({ a: "refused", b: "sent" }));
  expect(queue.list()[0]?.reason).toBe("a.exe is not a document");
  queue.retry(queue.list()[0]?.id ?? 0);
  expect(queue.list()[0]).toMatchObject({ state: "sending", reason: "" });
});

it("stops uploads while paused, and starts them again from the beginning", async () => {
  add("a", "b", "c", "d");
  sending[0]?.onProgress(0.5);
  expect(queue.list()[0]?.share).toBe(0.5);
  queue.pause();
  await vi.waitFor(() => expect(sending.slice(0, 3).every(({ signal }) => signal.aborted)).toBe(true));
  expect(Object.values(states())).toEqual(["queued", "queued", "queued", "queued"]);
  add("e");
  expect(sending).toHaveLength(3);
  queue.resume();
  await vi.waitFor(() => expect(sending).toHaveLength(6));
  expect(states()).toEqual({ a: "sending", b: "sending", c: "sending", d: "queued", e: "queued" });
});

it("cancels one file, sends the others, and notifies watchers", async () => {
  const changed = vi.fn();
  const leave = queue.watch(changed);
  add("a", "b", "c", "d");
  queue.cancel(queue.list()[0]?.id ?? 0);
  await vi.waitFor(() => expect(states()).toEqual({ b: "sending", c: "sending", d: "sending" }));
  expect(sending[0]?.signal.aborted).toBe(true);
  sending[1]?.end();
  await vi.waitFor(() => expect(states().b).toBe("sent"));
  queue.clear();
  expect(Object.keys(states())).toEqual(["c", "d"]);
  leave();
  expect(changed.mock.calls.length).toBeGreaterThan(3);
});

it("shows a file that cannot be read as refused, and does not offer to send it again", () => {
  queue.add([{ path: "gone.md", unreadable: "It cannot be read." }]);
  expect(queue.list()).toMatchObject([{ path: "gone.md", state: "refused", reason: "It cannot be read." }]);
  expect(queue.canRetry(queue.list()[0]?.id ?? 0)).toBe(false);
  expect(sending).toEqual([]);
});
