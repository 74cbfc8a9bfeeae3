import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { MAX_COMMENT_CHARS, readFeedback, type Rating } from "../../api/generated/sessions";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { EN } from "../../i18n/en";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";

const REASONS = ["number", "question", "missing", "source"] as const;

/** Rates an answer; the workspace's scores are calibrated by these ratings. */
export function AnswerRating({ runId }: { runId: string }) {
  const { rest } = useSystem();
  const [why, setWhy] = useState(false);
  const { mutate, data, error } = useMutation({
    mutationFn: (rating: Omit<Rating, "run_id">) =>
      rest.call("POST", "/feedback", readFeedback, { run_id: runId, ...rating } satisfies Rating),
  });
  const give = (rating: Rating["rating"], comment = "") => {
    mutate({ rating, ...(comment && { comment }) });
    setWhy(rating === "down" && comment === "");
  };
  return (
    <div className="rating">
      <Button kind="quiet" label={t("rating.right")} aria-pressed={data?.rating === "up"} onClick={() => give("up")}>
        <Icon name="right_answer" /> {t("rating.rightSign")}
      </Button>
      <Button kind="quiet" label={t("rating.wrong")} aria-pressed={data?.rating === "down"} onClick={() => give("down")}>
        <Icon name="wrong_answer" /> {t("rating.wrongSign")}
      </Button>
      <span role="status">{error ? explain(error) : data ? t("rating.thanks") : ""}</span>
      {why && <Reasons onGive={(comment) => give("down", comment)} />}
    </div>
  );
}

/** Asks why an answer is wrong: a usual reason, or free text. */
function Reasons({ onGive }: { onGive: (comment: string) => void }) {
  const [words, setWords] = useState("");
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (words.trim()) onGive(words.trim());
  }
  return (
    <form className="reasons" onSubmit={submit} aria-label={t("rating.why")}>
      <span>{t("rating.why")}</span>
      {REASONS.map((reason) => (
        // The operator reads the stored reason, so it is always in English.
        <Button key={reason} className="chip" onClick={() => onGive(EN[`rating.reason.${reason}`])}>
          {t(`rating.reason.${reason}`)}
        </Button>
      ))}
      <input
        aria-label={t("rating.words")}
        placeholder={t("rating.words")}
        maxLength={MAX_COMMENT_CHARS}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </form>
  );
}
