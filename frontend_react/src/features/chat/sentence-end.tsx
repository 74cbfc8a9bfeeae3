import type { CheckedSentence } from "../../api/generated/answers";
import { verdictWords } from "../../i18n/contract-words";
import { SourceMarker } from "./source-marker";

interface Props {
  sentence: CheckedSentence;
  /** The source that is open. */
  opened?: number | undefined;
  onSource: (marker: number) => void;
}

/** The notes behind a sentence: why it is not supported, and its sources. They are not copied with the text. */
export function SentenceEnd({ sentence, opened, onSource }: Props) {
  const note = noteOf(sentence);
  return (
    <span className="sentence-end">
      {note && <span className={`verdict verdict-${sentence.verdict}`}>{note}</span>}
      {sentence.markers.map((marker) => (
        <SourceMarker key={marker} marker={marker} isOpen={marker === opened} onOpen={onSource} />
      ))}
    </span>
  );
}

export function noteOf({ verdict }: Pick<CheckedSentence, "verdict">): string | undefined {
  return verdict === "supported" ? undefined : verdictWords(verdict).sentence;
}
