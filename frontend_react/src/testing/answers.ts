import type { CheckedSentence } from "../api/generated/answers";
import type { Document } from "../api/generated/documents";
import type { Done } from "../api/generated/done";
import type { Workspace } from "../api/generated/workspaces";

/** An answer as the server sends it; tests change the fields that they check. */
export const ANSWER: Done = {
  done: true, run_id: "run", answer: "At nine.", outcome: "agreed", sentences: [], citations: [],
  agreement: { value: 1, count: 2, total: 2 }, groundedness: { value: 1, count: 1, total: 1 },
  models: [], chosen_model: null, made_by: "pick", further_calls: [], relevance: 0.5, probability: null, promise: null,
  weights: { are_priors: true, values: {} }, claims: [], findings: [], disputed: [], nearest: [], provisional: null,
  usage: { input_tokens: 0, output_tokens: 0, cost_usd: 0 }, timings_ms: {}, degraded: [], certificate: null, documents: [],
};

export function sentence(text: string, changes: Partial<CheckedSentence> = {}): CheckedSentence {
  return { text, before: "", verdict: "supported", groundedness: 1, markers: [], supporters: [], disputed_by: [], ...changes };
}

export function document(document_id: string, changes: Partial<Document> = {}): Document {
  return {
    workspace_id: "w", document_id, path: `${document_id}.md`, status: "submitted", content_hash: "", size_bytes: 1,
    created_at: "", updated_at: "", owner: null, title: "", document_type: "", chunk_count: 0, page_count: 0, reason: "",
    failed_step: "", metadata: {}, answering: null, answering_chunks: 0, ...changes,
  };
}

export const WORKSPACE: Workspace = {
  workspace_id: "w", name: "papers", owner: "me", created_at: "", members: [], mode: "quorum", models: [], max_error: 0,
  engine: "postgresql", moving: null, revision: 1, encoder: "e", invited: [], is_own: true, chunk_words: 120,
  chunk_overlap: 20, invited_emails: [], invited_until: {}, daily_tokens: 0, daily_cost_usd: 0, owner_email: "",
};
