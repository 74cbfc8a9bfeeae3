import type { Mode } from "./generated/outcomes";

/** The ways of asking, in the order they are offered. */
export const MODES: Mode[] = ["quorum", "cascade", "single", "compare"];
