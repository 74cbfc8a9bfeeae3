// @vitest-environment node
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { expect, it } from "vitest";

const eslint = new ESLint({ cwd: fileURLToPath(new URL("..", import.meta.url)) });

/** Whether the configuration refuses an import: its own rule, without those that need the file to exist. */
async function isRefused(file, from) {
  const { rules } = await eslint.calculateConfigForFile(file);
  const linter = new ESLint({
    overrideConfigFile: true,
    overrideConfig: { rules: { "no-restricted-imports": rules["no-restricted-imports"] ?? "off" } },
  });
  const [result] = await linter.lintText(`import "${from}";`);
  return result.errorCount === 1;
}

it.each([
  ["src/features/chat/turn.ts", "../documents/upload-queue"],
  ["src/features/evidence/sources.ts", "../chat/turn"],
  ["src/features/chat/turn.ts", "../../app/router"],
  ["src/api/problem.ts", "../features/chat/turn"],
  ["src/ui/button.ts", "../app/router"],
])("%s may not import %s", async (file, from) => {
  expect(await isRefused(file, from)).toBe(true);
});

it.each([
  ["src/features/chat/turn.ts", "../../api/documents"],
  ["src/features/chat/turn.ts", "./frames"],
  ["src/app/router.ts", "../features/chat/turn"],
])("%s may import %s", async (file, from) => {
  expect(await isRefused(file, from)).toBe(false);
});
