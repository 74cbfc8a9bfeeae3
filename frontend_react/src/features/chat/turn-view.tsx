import type { Done } from "../../api/generated/done";
import { OUTCOME_WORDS } from "../../api/generated/outcome-words";
import { t } from "../../i18n/catalogue";
import { statusWords } from "../../i18n/contract-words";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { AnswerActions } from "./answer-actions";
import { AnswerText } from "./answer-text";
import { AnswerVerdict } from "./answer-verdict";
import { ClaimMatrix } from "./claim-matrix";
import type { ConversationIds } from "./conversation-ids";
import { HowItWasMade } from "./how-it-was-made";
import { ModelDrafts } from "./model-drafts";
import { NearestPassages } from "./nearest-passages";
import { ProvisionalAnswer, ReplacedAnswer } from "./provisional-answer";
import type { QuestionOptions } from "./question-options";
import { SourceList } from "./source-list";
import { TimeLine } from "./time-line";
import { isOpen, type Turn } from "./turn";

export interface TurnActions {
  /** Where it is kept; nothing can be shared without it. */
  place?: ConversationIds | "" | undefined;
  /** The source that is open. */
  opened?: number | undefined;
  onSource: (marker: number) => void;
  onAgain: (options: Partial<QuestionOptions>) => void;
  onEdit: () => void;
  onDrop: (model: string) => void;
}

export function TurnView({ turn, ...actions }: TurnActions & { turn: Turn }) {
  const isWriting = isOpen(turn) && !turn.provisional;
  return (
    <article className="turn" aria-label={turn.question} data-phase={turn.phase}>
      <h2 className="question">{turn.question}</h2>
      {turn.narrowedTo.length > 0 && (
        <p className="narrowed">{t("turn.narrowed", { names: turn.narrowedTo.join(", ") })}</p>
      )}
      {isOpen(turn) && <TimeLine turn={turn} onDrop={actions.onDrop} />}
      {turn.phase === "failed" && <Failure turn={turn} {...actions} />}
      {turn.phase === "cancelled" && <Stopped onAgain={actions.onAgain} />}
      {turn.answer ? <Whole turn={turn} answer={turn.answer} {...actions} /> : <Partial turn={turn} {...actions} />}
      {/* A new key closes the drafts when the answer is shown instead. */}
      <ModelDrafts
        key={isWriting ? "writing" : "written"}
        drafts={turn.drafts}
        open={isWriting}
        chosen={turn.answer?.chosen_model}
      />
    </article>
  );
}

function Whole({ turn, answer, place, opened, onSource, onAgain, onEdit }: Omit<TurnActions, "onDrop"> & { turn: Turn; answer: Done }) {
  return (
    <>
      <div className="answer-card">
        <AnswerVerdict answer={answer} />
        {!repeatsOutcome(answer) && <AnswerText answer={answer} opened={opened} onSource={onSource} />}
        {answer.provisional === "replaced" && turn.provisional && <ReplacedAnswer answer={turn.provisional} />}
        <SourceList citations={answer.citations} opened={opened} onSource={onSource} />
        <NearestPassages passages={answer.nearest} onSource={onSource} />
        <AnswerActions
          question={turn.question}
          answer={answer}
          place={place}
          isOwn={!turn.sharedBy}
          onAgain={onAgain}
          onEdit={onEdit}
        />
      </div>
      <ClaimMatrix claims={answer.claims} disputed={answer.disputed} />
      <HowItWasMade answer={answer} />
    </>
  );
}

/** True if the answer only repeats the words of the outcome, which are shown above it. */
function repeatsOutcome({ answer, outcome }: Done): boolean {
  const { label, sentence } = OUTCOME_WORDS[outcome];
  return answer === sentence || answer === `${label}.`;
}

/** The unfinished answer: the provisional one, else the words so far. */
function Partial({ turn, opened, onSource }: TurnActions & { turn: Turn }) {
  if (turn.provisional) return <ProvisionalAnswer answer={turn.provisional} opened={opened} onSource={onSource} />;
  return turn.text ? <p className="answer">{turn.text}</p> : null;
}

function Stopped({ onAgain }: Pick<TurnActions, "onAgain">) {
  return (
    <p className="stopped">
      {t("turn.stopped")}{" "}
      <Button kind="quiet" onClick={() => onAgain({})}>
        <Icon name="again" /> {t("turn.tryAgain")}
      </Button>
    </p>
  );
}

function Failure({ turn, onAgain, onEdit }: Pick<TurnActions, "onAgain" | "onEdit"> & { turn: Turn }) {
  return (
    <div className="failure">
      <div role="alert">
        <p>{turn.error}</p>
        {turn.failures.length > 0 && (
          <ul>
            {turn.failures.map(({ id, reason, status }) => (
              <li key={id}>
                {id}: {reason || statusWords(status).label}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p>
        <Button kind="quiet" onClick={() => onAgain({})}>
          <Icon name="again" /> {t("turn.tryAgain")}
        </Button>
        <Button kind="quiet" onClick={onEdit}>
          <Icon name="edit" /> {t("action.edit")}
        </Button>
      </p>
    </div>
  );
}
