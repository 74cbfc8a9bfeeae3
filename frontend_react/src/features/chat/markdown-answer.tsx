import { useMemo } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import type { CheckedSentence } from "../../api/generated/answers";
import { t } from "../../i18n/catalogue";
import { inertLinks } from "./inert-links";
import { placedSentences } from "./placed-sentences";
import { noteOf, SentenceEnd } from "./sentence-end";
import { markSentences } from "./sentence-marks";

interface Props {
  sentences: CheckedSentence[];
  opened?: number | undefined;
  onSource: (marker: number) => void;
}

const PLAIN: Components = {
  input: ({ checked }) => <span>{checked ? "☑" : "☐"} </span>,
  table: ({ children }) => (
    <div className="wide" role="region" aria-label={t("answer.table")} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

/** The answer with its lists, tables and code, and each sentence marked by its verdict. */
export default function MarkdownAnswer({ sentences, opened, onSource }: Props) {
  const placed = useMemo(() => placedSentences(sentences), [sentences]);
  const components: Components = {
    ...PLAIN,
    mark: ({ node, children }) => {
      const sentence = sentences[Number(node?.properties.dataSentence)];
      if (!sentence) return <>{children}</>;
      return (
        <>
          <span className={`sentence sentence-${sentence.verdict}`} title={noteOf(sentence)}>
            {children}
          </span>
          {node?.properties.dataEnd === true && (
            <SentenceEnd sentence={sentence} opened={opened} onSource={onSource} />
          )}
        </>
      );
    },
  };
  return (
    <div className="answer answer-markdown">
      <Markdown
        remarkPlugins={[remarkGfm, inertLinks, [markSentences, placed.ranges]]}
        components={components}
        disallowedElements={["a", "img"]}
      >
        {placed.markdown}
      </Markdown>
    </div>
  );
}
