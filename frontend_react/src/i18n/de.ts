import { ADMINISTRATION } from "./de/administration";
import { CONVERSATION } from "./de/conversation";
import { PAGE } from "./de/page";
import { WORKSPACE } from "./de/workspace";
import type { Key } from "./en";

export { DE_CONTRACT } from "./de/contract";

/** The page's own words in German. */
export const DE: Record<Key, string> = { ...CONVERSATION, ...WORKSPACE, ...PAGE, ...ADMINISTRATION };
