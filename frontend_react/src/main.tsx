import "@fontsource-variable/figtree/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import { createRoot } from "react-dom/client";
import { explain } from "./api/problem";
import { App } from "./app/app";
import { loadRuntimeConfig } from "./config/runtime-config";
import { takeDemoPassword } from "./features/auth/demo-link";
import { configureAuth, enter } from "./features/auth/session";
import { applyLanguage, preferredLanguage } from "./i18n/catalogue";
import { applyTheme, chosenTheme } from "./ui/theme";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/frame.css";
import "./styles/chat.css";
import "./styles/answer.css";
import "./styles/matrix.css";
import "./styles/evidence.css";
import "./styles/pages.css";

const container = document.getElementById("root");
if (!container) throw new Error("index.html lacks #root");
const root = createRoot(container);

applyTheme(chosenTheme());
Promise.all([loadRuntimeConfig(), applyLanguage(preferredLanguage())]).then(
  async ([config]) => {
    await configureAuth(config);
    const password = takeDemoPassword(location);
    // If the password is not valid any more, the form is shown, as without the link.
    if (password && config.demo_user) await enter(config, config.demo_user, password).catch(() => undefined);
    root.render(<App config={config} />);
  },
  (error: unknown) => root.render(<p role="alert">{explain(error)}</p>),
);
