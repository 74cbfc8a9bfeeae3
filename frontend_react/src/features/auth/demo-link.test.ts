// @vitest-environment jsdom
import { expect, it } from "vitest";
import { takeDemoPassword } from "./demo-link";

const place = (hash: string, hostname = "127.0.0.1") => ({ hash, hostname, pathname: "/", search: "" });

it("takes the password out of the link and out of the address", () => {
  history.replaceState(null, "", "/#demo=a-b%2Fc");
  expect(takeDemoPassword(place("#demo=a-b%2Fc"))).toBe("a-b/c");
  expect(location.href).not.toContain("demo");
});

it("signs nobody in elsewhere than on this machine, and takes the password away all the same", () => {
  history.replaceState(null, "", "/#demo=secret");
  expect(takeDemoPassword(place("#demo=secret", "quorum.example.org"))).toBeUndefined();
  expect(location.href).not.toContain("secret");
});

it("leaves another address as it is", () => {
  history.replaceState(null, "", "/#sources");
  expect(takeDemoPassword(place("#sources"))).toBeUndefined();
  expect(takeDemoPassword(place(""))).toBeUndefined();
  expect(location.hash).toBe("#sources");
});
