import type { ReactNode } from "react";
import { t } from "../i18n/catalogue";
import { Boundary } from "../ui/error-boundary";

/** A page of one column under its title. */
export function PlainPage({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <main className="plain-page">
      <header className="plain-head">
        <h1>{title}</h1>
        <p className="hint">{hint}</p>
      </header>
      <Boundary name={title} retry={t("showAgain")}>
        {children}
      </Boundary>
    </main>
  );
}
