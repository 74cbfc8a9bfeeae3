import type { Answer, Sentence, Verdict } from "./frames";

const NOTES: Record<Exclude<Verdict, "supported">, string> = {
  partly: "Only partly supported by your documents",
  unsupported: "Not supported by your documents",
  contradicted: "Contradicted by your documents",
};

interface Props {
  answer: Answer;
  requestId: string;
}

/** The answer sentence by sentence; what the documents do not support is marked, never served as fact. */
export function AnswerText({ answer, requestId }: Props) {
  if (answer.sentences.length === 0) return <p className="answer">{answer.answer}</p>;
  return (
    <p className="answer">
      {answer.sentences.map((sentence, index) => (
        <SentenceView key={index} sentence={sentence} requestId={requestId} />
      ))}
    </p>
  );
}

function SentenceView({ sentence, requestId }: { sentence: Sentence; requestId: string }) {
  const note = sentence.verdict === "supported" ? undefined : NOTES[sentence.verdict];
  return (
    <>
      <span className={`sentence sentence-${sentence.verdict}`} title={note}>
        {sentence.text}
        {note && <span className="verdict"> ({note})</span>}
      </span>
      {sentence.markers.map((marker) => (
        <a key={marker} className="marker" href={`#${sourceId(requestId, marker)}`} aria-label={`Source ${marker}`}>
          {marker}
        </a>
      ))}{" "}
    </>
  );
}

export function sourceId(requestId: string, marker: number): string {
  return `source-${requestId}-${marker}`;
}
