import { lazy, Suspense } from "react";
import type { CheckedSentence } from "../../api/generated/answers";
import type { Done } from "../../api/generated/done";
import { noteOf, SentenceEnd } from "./sentence-end";

interface Props {
  answer: Pick<Done, "answer" | "sentences">;
  /** The source that is open. */
  opened?: number | undefined;
  onSource: (marker: number) => void;
}

/** Loaded with the first answer that has a layout; most answers are plain text. */
const MarkdownAnswer = lazy(() => import("./markdown-answer"));
const LAYOUT = /^\s*([-*+]|\d+[.)]|#{1,6}|>)\s|[|`*_~]|\n/;

/** The answer sentence by sentence; each one that the documents do not support is marked. */
export function AnswerText({ answer, opened, onSource }: Props) {
  if (answer.sentences.length === 0) return <p className="answer">{answer.answer}</p>;
  const plain = <PlainAnswer sentences={answer.sentences} opened={opened} onSource={onSource} />;
  if (!answer.sentences.some(({ text, before }) => LAYOUT.test(before + text))) return plain;
  return (
    <Suspense fallback={plain}>
      <MarkdownAnswer sentences={answer.sentences} opened={opened} onSource={onSource} />
    </Suspense>
  );
}

type PlainProps = Omit<Props, "answer"> & { sentences: CheckedSentence[] };

/** The sentences as one paragraph, with their line breaks. */
export function PlainAnswer({ sentences, opened, onSource }: PlainProps) {
  return (
    <p className="answer">
      {sentences.map((sentence, index) => (
        <span key={index}>
          <span className="layout">{sentence.before || (index ? " " : "")}</span>
          <span className={`sentence sentence-${sentence.verdict}`} title={noteOf(sentence)}>
            {sentence.text}
          </span>
          <SentenceEnd sentence={sentence} opened={opened} onSource={onSource} />
        </span>
      ))}
    </p>
  );
}
