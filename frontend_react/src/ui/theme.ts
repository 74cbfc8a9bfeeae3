export type Theme = "system" | "light" | "dark";

const KEPT = "quorum.theme";

/** The theme that was chosen in this browser; `system` follows the machine. */
export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEPT);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

/** Uses a theme from now on, and keeps the choice in this browser. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
}
