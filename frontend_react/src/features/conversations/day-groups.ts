import type { SessionSummary } from "../../api/generated/sessions";
import { currentLanguage, t } from "../../i18n/catalogue";

export interface DayGroup {
  name: string;
  sessions: SessionSummary[];
}

const DAY_MS = 86_400_000;

/** Conversations by the day on which they were used last; further back, by month. They come newest first. */
export function dayGroups(sessions: SessionSummary[], now: Date): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const session of sessions) {
    const name = nameOf(new Date(session.updated_at), now);
    const last = groups.at(-1);
    if (last?.name === name) last.sessions.push(session);
    else groups.push({ name, sessions: [session] });
  }
  return groups;
}

function nameOf(used: Date, now: Date): string {
  const days = Math.round((startOf(now) - startOf(used)) / DAY_MS);
  if (days <= 0) return t("day.today");
  if (days === 1) return t("day.yesterday");
  if (days < 7) return t("day.week");
  return used.toLocaleDateString(currentLanguage(), { month: "long", year: "numeric" });
}

function startOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
