import { useState } from "react";
import type { Done } from "../../api/generated/done";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { citedText } from "./answer-export";
import { AnswerRating } from "./answer-rating";
import { AskAgain } from "./ask-again";
import type { ConversationIds } from "./conversation-ids";
import { ExportMenu } from "./export-menu";
import type { QuestionOptions } from "./question-options";
import { ShareButton } from "./share-button";

interface Props {
  question: string;
  answer: Done;
  place?: ConversationIds | "" | undefined;
  /** False for another member's answer, which is only read. */
  isOwn?: boolean;
  onAgain: (options: Partial<QuestionOptions>) => void;
  onEdit: () => void;
}

/** The actions on an answer: rate, copy, ask again, edit, share, export. */
export function AnswerActions({ question, answer, place, isOwn = true, onAgain, onEdit }: Props) {
  return (
    <div className="actions">
      {isOwn && <AnswerRating runId={answer.run_id} />}
      <CopyButton text={citedText(answer)} />
      {isOwn && (
        <>
          <AskAgain onAgain={onAgain} />
          <Button kind="quiet" onClick={onEdit}>
            <Icon name="edit" /> {t("action.edit")}
          </Button>
          {place && <ShareButton {...place} runId={answer.run_id} />}
        </>
      )}
      <ExportMenu question={question} answer={answer} sessionId={place ? place.sessionId : undefined} />
    </div>
  );
}

const THANKS_MS = 2000;

function CopyButton({ text }: { text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), THANKS_MS);
  }
  return (
    <>
      <Button kind="quiet" onClick={() => void copy()}>
        <Icon name="copy" /> {isCopied ? t("action.copied") : t("action.copy")}
      </Button>
      {/* Within the button it would take the button's name away. */}
      <span role="status" className="unseen">
        {isCopied && t("action.copied")}
      </span>
    </>
  );
}
