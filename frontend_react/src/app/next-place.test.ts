import { expect, it } from "vitest";
import { nextPlace } from "./next-place";

it.each(["/", "/w/papers/documents", "/w/a/c/b?turn=r&source=1"])("goes to %s of this page", (place) => {
  expect(nextPlace(place)).toBe(place);
});

it.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", 7, undefined])(
  "does not go to %s",
  (place) => {
    expect(nextPlace(place)).toBeUndefined();
  },
);
