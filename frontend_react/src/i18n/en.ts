import { ADMINISTRATION } from "./en/administration";
import { CONVERSATION } from "./en/conversation";
import { PAGE } from "./en/page";
import { WORKSPACE } from "./en/workspace";

/** The page's own words in English. */
export const EN = { ...CONVERSATION, ...WORKSPACE, ...PAGE, ...ADMINISTRATION };

export type Key = keyof typeof EN;
