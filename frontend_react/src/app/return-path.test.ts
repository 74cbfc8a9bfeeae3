import { expect, it } from "vitest";
import { returnPath } from "./return-path";

it.each(["/", "/w/papers/documents", "/w/a/c/b?turn=r&source=1"])("accepts %s, which is on this site", (path) => {
  expect(returnPath(path)).toBe(path);
});

it.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", 7, undefined])(
  "does not go to %s",
  (path) => {
    expect(returnPath(path)).toBeUndefined();
  },
);
