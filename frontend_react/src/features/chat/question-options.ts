import type { Mode } from "../../api/generated/outcomes";
import { NO_FILTER, type FilterChoice } from "./filter-choice";

/** How a question is asked; the defaults are the workspace's. */
export interface QuestionOptions {
  choice: FilterChoice;
  /** Undefined for the workspace's own. */
  mode: Mode | undefined;
  /** Ids; empty for the workspace's own. */
  models: string[];
}

export const USUAL: QuestionOptions = { choice: NO_FILTER, mode: undefined, models: [] };
