// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type ModelStatus, type Outcome, type ProvisionalFate, type Stance, type Verdict } from "./outcomes";

/**
 * The words for one outcome.
 *
 * Attributes:
 *     label: A few words, for a badge or a table.
 *     sentence: A whole sentence, for a tooltip, the command line, or a client that shows text only.
 */
export interface Words {
  label: string;
  sentence: string;
}

export const OUTCOME_WORDS: Record<Outcome, Words> = {
  agreed: {"label": "Models agree", "sentence": "Several models say so, and the documents support it."},
  single: {"label": "One model answered", "sentence": "One model says so, and the documents support it."},
  disputed: {"label": "Models disagree", "sentence": "The documents support this answer, but another model or document says something else."},
  not_supported: {"label": "Not supported by the documents", "sentence": "The models answered, but the documents do not support what they say."},
  not_found: {"label": "Not found in the documents", "sentence": "The documents do not answer this question."},
  no_answer: {"label": "No model answered", "sentence": "No model answered; each one's reason is given."},
  withheld: {"label": "Withheld", "sentence": "The answer is not sure enough for what this workspace promises of its answers."},
  cancelled: {"label": "Cancelled", "sentence": "The question was cancelled before there was an answer."},
};

export const PARTLY_SUPPORTED_WORDS: Record<Outcome, Words> = {
  agreed: {"label": "Models agree, partly supported", "sentence": "Several models say so; the documents support it at most in part."},
  single: {"label": "One model, partly supported", "sentence": "One model says so; the documents support it at most in part."},
  disputed: {"label": "Models disagree", "sentence": "The documents support this answer at most in part, and another model or document differs."},
  not_supported: {"label": "Not supported by the documents", "sentence": "The models answered, but the documents do not support what they say."},
  not_found: {"label": "Not found in the documents", "sentence": "The documents do not answer this question."},
  no_answer: {"label": "No model answered", "sentence": "No model answered; each one's reason is given."},
  withheld: {"label": "Withheld", "sentence": "The answer is not sure enough for what this workspace promises of its answers."},
  cancelled: {"label": "Cancelled", "sentence": "The question was cancelled before there was an answer."},
};

export const VERDICT_WORDS: Record<Verdict, Words> = {
  supported: {"label": "supported", "sentence": "Supported by your documents."},
  partly: {"label": "partly supported", "sentence": "Only partly supported by your documents."},
  unsupported: {"label": "not supported", "sentence": "Not supported by your documents."},
  contradicted: {"label": "contradicted", "sentence": "Contradicted by your documents."},
  unchecked: {"label": "not checked", "sentence": "Not checked: its language or form cannot be read."},
};

export const STANCE_WORDS: Record<Stance, Words> = {
  says: {"label": "says so", "sentence": "The model says the same."},
  says_otherwise: {"label": "says otherwise", "sentence": "The model gives another value."},
  denies: {"label": "denies it", "sentence": "The model says that it is not so."},
  silent: {"label": "silent", "sentence": "The model says nothing about it."},
};

export const STATUS_WORDS: Record<ModelStatus, Words> = {
  answered: {"label": "answered", "sentence": "The model answered."},
  refused: {"label": "refused", "sentence": "The model or its content filter refused to answer."},
  failed: {"label": "failed", "sentence": "The call of the model failed."},
  timed_out: {"label": "timed out", "sentence": "The model did not answer within its time limit."},
  cancelled: {"label": "cancelled", "sentence": "The model was not needed any more."},
};

export const FATE_WORDS: Record<ProvisionalFate, Words> = {
  confirmed: {"label": "confirmed", "sentence": "The provisional answer was confirmed."},
  disputed: {"label": "disputed", "sentence": "The provisional answer is disputed by a later one."},
  replaced: {"label": "replaced", "sentence": "The provisional answer was replaced by a better one."},
};
