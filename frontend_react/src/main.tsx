import { createRoot } from "react-dom/client";
import { App } from "./app";
import { explain } from "./api/problem";
import { loadRuntimeConfig } from "./config/runtime-config";
import { configureAuth } from "./features/auth/session";
import "./styles/quorum.css";

const place = document.getElementById("root");
if (!place) throw new Error("index.html lacks #root");
const root = createRoot(place);

loadRuntimeConfig().then(
  (config) => {
    configureAuth(config);
    root.render(<App config={config} />);
  },
  (error: unknown) => root.render(<p role="alert">{explain(error)}</p>),
);
