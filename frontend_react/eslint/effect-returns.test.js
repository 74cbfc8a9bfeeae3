// @vitest-environment node
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const eslint = new ESLint({ cwd: fileURLToPath(new URL("..", import.meta.url)) });

/** What the page's own configuration says of a component with this line in it. */
async function complaints(line) {
  const code = `import * as React from "react";
import { useEffect, useLayoutEffect, useRef } from "react";
export function Seeded({ turns, load }: { turns: string[]; load: () => Promise<void> }) {
  const end = useRef<HTMLDivElement>(null);
  ${line}
  return <div ref={end}>{turns.length}</div>;
}
void [React, useEffect, useLayoutEffect];
`;
  // The name of a file that exists, for the types; its text is never read.
  const [result] = await eslint.lintText(code, { filePath: "src/app/app.tsx" });
  return result.messages.filter((message) => message.ruleId === "quorum/effect-returns");
}

describe("an effect that may return a value is refused", () => {
  it.each([
    ["what scrollIntoView returns", "useEffect(() => end.current?.scrollIntoView(), [turns]);"],
    ["a layout effect", "useLayoutEffect(() => end.current?.focus(), [turns]);"],
    ["the hook as a member of React", "React.useEffect(() => end.current?.remove(), [turns]);"],
    ["a void expression", "useEffect(() => void load(), [load]);"],
    ["a clean-up without braces", "useEffect(() => () => end.current?.remove(), []);"],
    ["an async effect", "useEffect(async () => { await load(); }, [load]);"],
    ["a call that is returned", "useEffect(() => { return end.current?.scrollIntoView(); }, [turns]);"],
    ["a value returned on one branch", "useEffect(() => { if (turns.length) return load() as never; }, [turns, load]);"],
    ["an effect named elsewhere", "useEffect(load as never, [load]);"],
    ["a function expression", "useEffect(function () { return load() as never; }, [load]);"],
  ])("%s", async (_name, line) => {
    expect(await complaints(line)).toHaveLength(1);
  });
});

describe("an effect that returns nothing or its clean-up passes", () => {
  it.each([
    ["braces", "useEffect(() => { end.current?.scrollIntoView(); }, [turns]);"],
    ["a clean-up", "useEffect(() => { return () => end.current?.remove(); }, []);"],
    ["an early end", "useEffect(() => { if (turns.length === 0) return; void load(); }, [turns, load]);"],
    ["a value returned by a function inside", "useEffect(() => { turns.map((turn) => { return turn.length; }); }, [turns]);"],
    ["another call with a concise arrow", "turns.map((turn) => turn.length);"],
  ])("%s", async (_name, line) => {
    expect(await complaints(line)).toEqual([]);
  });
});
