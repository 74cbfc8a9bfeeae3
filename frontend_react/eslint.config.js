import { readdirSync } from "node:fs";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import effectReturns from "./eslint/effect-returns.js";

const FEATURES = readdirSync(new URL("src/features", import.meta.url));
/** What stands above the shared rooms and the features. */
const BELOW = ["**/app/**"];

export default tseslint.config(
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks, quorum: { rules: { "effect-returns": effectReturns } } },
    rules: {
      ...hooks.configs.recommended.rules,
      "quorum/effect-returns": "error",
      "max-lines": ["error", 150],
      "max-lines-per-function": ["error", 80],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  // Generated files are split as the contract is.
  { files: ["src/api/generated/*.ts"], rules: { "max-lines": "off" } },
  {
    files: ["src/{api,config,i18n,ui}/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [...BELOW, "**/features/**"] }] },
  },
  // A feature may use the shared rooms and never another feature's inside: whoever needs two is in `app`.
  ...FEATURES.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [...BELOW, ...FEATURES.filter((each) => each !== feature).map((other) => `../${other}/*`)] },
      ],
    },
  })),
);
