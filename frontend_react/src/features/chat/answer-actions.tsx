import { useState } from "react";
import type { Done } from "../../api/generated/done";
import { readRun } from "../../api/generated/questions";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { Menu, MenuItem } from "../../ui/menu";
import { asJson, asMarkdown, citedText, download } from "./answer-export";
import { AnswerRating } from "./answer-rating";
import { AskAgain } from "./ask-again";
import type { QuestionOptions } from "./question-options";
import { ShareButton, type Place } from "./share-button";

interface Props {
  question: string;
  answer: Done;
  place?: Place | "" | undefined;
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
      <ExportMenu question={question} answer={answer} />
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

function ExportMenu({ question, answer }: { question: string; answer: Done }) {
  const { rest } = useSystem();
  /** The frame may be shortened; the whole answer is stored with the run for a day. */
  async function whole(): Promise<Done> {
    if (!answer.truncated) return answer;
    const run = await rest.call("GET", `/runs/${answer.run_id}`, readRun).catch(() => undefined);
    return run?.result ?? answer;
  }
  const keep = (ending: string, type: string, write: (question: string, answer: Done) => string) =>
    void whole().then((kept) => download(`quorum-${answer.run_id}.${ending}`, write(question, kept), type));
  return (
    <Menu
      trigger={
        <Button kind="quiet">
          <Icon name="export" /> {t("action.export")}
        </Button>
      }
    >
      <MenuItem onSelect={() => keep("md", "text/markdown", asMarkdown)}>Markdown</MenuItem>
      <MenuItem onSelect={() => keep("json", "application/json", asJson)}>JSON</MenuItem>
    </Menu>
  );
}
