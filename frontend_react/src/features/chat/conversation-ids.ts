/** Which conversation an answer belongs to. */
export interface ConversationIds {
  workspaceId: string;
  sessionId: string;
}
