import type { Done } from "../../api/generated/done";
import { answerWords, findingWords, verdictWords } from "../../i18n/contract-words";
import { t } from "../../i18n/catalogue";
import { locationOf } from "../../ui/passage-location";
import { headline } from "./headline";

/** The answer for copying: its text with markers, then the cited sources. */
export function citedText({ answer, citations }: Pick<Done, "answer" | "citations">): string {
  if (citations.length === 0) return answer;
  const sources = citations.map((each) => `[${each.marker}] ${locationOf(each)}: "${each.quote}"`);
  return `${answer}\n\n${sources.join("\n")}`;
}

/** The answer with its verdict, sources and models as Markdown, and the run's id; `mark` is that of the highest heading. */
export function asMarkdown(question: string, answer: Done, mark = "#"): string {
  const { sentence } = answerWords(answer);
  const parts = [
    `${mark} ${question}`,
    answer.answer,
    `**${headline(answer)}.** ${sentence}`,
    listed(answer.findings.map(findingWords)),
    section(`${mark}# ${t("sources")}`, listed(answer.citations.map((each) => `[${each.marker}] ${locationOf(each)}: "${each.quote}"`))),
    section(`${mark}# ${t("matrix")}`, matrix(answer)),
    `${t("made.run")} \`${answer.run_id}\``,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

export function asJson(question: string, answer: Done): string {
  return `${JSON.stringify({ question, ...answer }, null, 2)}\n`;
}

/** Offers a text as a download. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function matrix({ claims }: Done): string {
  const first = claims[0];
  if (!first) return "";
  const head = [t("matrix.claim"), t("matrix.documents"), ...first.models.map(({ model_id }) => model_id)];
  const rows = claims.map(({ claim, verdict, models }) => [
    claim,
    verdictWords(verdict).label,
    ...models.map(({ stance, value }) => (stance === "silent" ? "–" : value)),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const listed = (lines: string[]) => lines.map((line) => `- ${line}`).join("\n");
const section = (heading: string, body: string) => (body ? `${heading}\n\n${body}` : "");
