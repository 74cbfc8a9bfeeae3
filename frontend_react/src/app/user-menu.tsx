import { useNavigate } from "@tanstack/react-router";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import type { SignedInUser } from "../features/auth/session";
import { applyLanguage, currentLanguage, keepLanguage, t, type Language } from "../i18n/catalogue";
import { Icon } from "../ui/icons";
import { applyTheme, chosenTheme, type Theme } from "../ui/theme";

const THEMES: Theme[] = ["system", "light", "dark"];
const LANGUAGES: Record<Language, string> = { en: "English", de: "Deutsch" };

/** The signed-in user, language and theme, and signing out. */
export function UserMenu({ user, onLeave }: { user: SignedInUser; onLeave: () => void }) {
  const navigate = useNavigate();
  const [theme, setTheme] = useState(chosenTheme);
  function look(chosen: string) {
    applyTheme(chosen as Theme);
    setTheme(chosen as Theme);
  }
  function speak(language: string) {
    keepLanguage(language as Language);
    void applyLanguage(language as Language);
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="user-menu">
        <Icon name="user" /> <span className="cut">{user.name}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" side="top" align="start">
          <DropdownMenu.Label className="menu-label">{t("theme")}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme} onValueChange={look}>
            {THEMES.map((each) => (
              <DropdownMenu.RadioItem key={each} value={each} className="menu-item">
                {t(`theme.${each}`)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Label className="menu-label">{t("language")}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={currentLanguage()} onValueChange={speak}>
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <DropdownMenu.RadioItem key={code} value={code} lang={code} className="menu-item">
                {name}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-line" />
          {user.isAdministrator && (
            <DropdownMenu.Item className="menu-item" onSelect={() => void navigate({ to: "/admin" })}>
              {t("admin")}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className="menu-item" onSelect={onLeave}>
            {t("signOut")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
