import { afterEach, vi } from "vitest";

// Tests that draw, in files that begin with `@vitest-environment jsdom`.
if (typeof document !== "undefined") {
  const { cleanup, configure } = await import("@testing-library/react");
  // Other tests run at the same time; how fast a refusal is shown is measured in a real browser.
  configure({ asyncUtilTimeout: 10_000 });
  // jsdom has none; in current Chromium it returns a Promise.
  Element.prototype.scrollIntoView = () => Promise.resolve() as never;
  // jsdom lays nothing out, so nothing comes into view.
  class Unseen {
    observe() { return undefined; }
    disconnect() { return undefined; }
  }
  Object.assign(window, { IntersectionObserver: Unseen });
  // jsdom has none: a narrow screen without a mouse.
  const narrow = (media: string) => Object.assign(new EventTarget(), { media, matches: false });
  if (typeof window.matchMedia !== "function") Object.assign(window, { matchMedia: narrow });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
  });
}
