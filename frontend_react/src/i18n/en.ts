import { CONVERSATION } from "./en/conversation";
import { PAGE } from "./en/page";
import { WORKSPACE } from "./en/workspace";

/** The page's own words in English. */
export const EN = { ...CONVERSATION, ...WORKSPACE, ...PAGE };

export type Key = keyof typeof EN;
