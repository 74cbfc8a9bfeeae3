import { useEffect, useRef } from "react";
import { t } from "../../i18n/catalogue";
import type { Source } from "./sources";

/** A passage, scrolled to the quoted words, which are highlighted. */
export function PassageText({ source }: { source: Source }) {
  const quoted = useRef<HTMLElement>(null);
  useEffect(() => {
    quoted.current?.scrollIntoView({ block: "center" });
  }, []);
  const { before, words, after } = split(source.passage, source.quote);
  return (
    <div className="evidence-text" tabIndex={0} role="region" aria-label={t("evidence.text")}>
      <p>
        {before}
        {words && <mark ref={quoted}>{words}</mark>}
        {after}
      </p>
    </div>
  );
}

/** Splits a passage at the quoted words; they come first if it does not contain them verbatim. */
function split(passage: string, quote: string): { before: string; words: string; after: string } {
  if (quote === "") return { before: passage, words: "", after: "" };
  const at = passage.indexOf(quote);
  if (at < 0) return { before: "", words: quote, after: passage && `\n\n${passage}` };
  return { before: passage.slice(0, at), words: quote, after: passage.slice(at + quote.length) };
}
