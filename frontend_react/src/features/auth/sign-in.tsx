import { useState, type SyntheticEvent } from "react";
import { explain } from "../../api/problem";
import type { RuntimeConfig } from "../../config/runtime-config";
import { enter } from "./session";

export function SignIn({ config, onEntered }: { config: RuntimeConfig; onEntered: () => void }) {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      await enter(config, field(form, "username"), field(form, "password"));
      onEntered();
    } catch (cause) {
      setError(explain(cause));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <form onSubmit={(event) => void submit(event)}>
        <h1>Quorum</h1>
        <p>Ask several models; read only what they agree on and what your documents support.</p>
        <label>
          E-mail or user name
          <input name="username" autoComplete="username" defaultValue={config.demoUser} required />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {error && <p role="alert">{error}</p>}
        <button disabled={busy}>{busy ? "Signing in…" : "Sign in"}</button>
        {config.demoUser && <p className="hint">The demo password is printed by <code>make status</code>.</p>}
      </form>
    </main>
  );
}

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
