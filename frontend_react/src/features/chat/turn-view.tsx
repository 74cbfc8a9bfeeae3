import { AnswerFigures } from "./answer-figures";
import { AnswerRating } from "./answer-rating";
import { AnswerText } from "./answer-text";
import { ModelDrafts } from "./model-drafts";
import { SourceList } from "./source-list";
import { isOpen, type Turn } from "./turn";

export function TurnView({ turn }: { turn: Turn }) {
  return (
    <article className="turn" data-phase={turn.phase}>
      <h3 className="question">{turn.question}</h3>
      {turn.narrowedTo.length > 0 && <p className="narrowed">Only from {turn.narrowedTo.join(", ")}</p>}
      {isOpen(turn) && <p className="progress">{progress(turn)}</p>}
      {turn.phase === "failed" && <p role="alert">{turn.error}</p>}
      {turn.phase === "cancelled" && <p className="hint">Stopped.</p>}
      {turn.answer ? (
        <>
          <AnswerText answer={turn.answer} requestId={turn.requestId} />
          <AnswerFigures answer={turn.answer} />
          <SourceList citations={turn.answer.citations} requestId={turn.requestId} />
          <AnswerRating runId={turn.answer.run_id} />
        </>
      ) : (
        turn.text && <p className="answer">{turn.text}</p>
      )}
      <ModelDrafts drafts={turn.drafts} open={isOpen(turn)} chosen={turn.answer?.chosen_model} />
    </article>
  );
}

function progress(turn: Turn): string {
  if (turn.phase === "answering") return "Writing the checked answer…";
  if (turn.passageCount === undefined) return "Searching your documents…";
  return `${turn.passageCount} passages found. Asking ${turn.drafts.length} models…`;
}
