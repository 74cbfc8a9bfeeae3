import { useCallback, useEffect, useMemo, useState } from "react";
import { RestClient } from "./api/rest-client";
import { SystemProvider } from "./api/system";
import type { RuntimeConfig } from "./config/runtime-config";
import { currentUser, idToken, leave } from "./features/auth/session";
import { SignIn } from "./features/auth/sign-in";
import { ChatPanel } from "./features/chat/chat-panel";
import { DocumentPanel } from "./features/documents/document-panel";
import { facetsOf } from "./features/documents/documents";
import { useDocuments } from "./features/documents/use-documents";
import { ModelList } from "./features/models/model-list";
import { WorkspacePicker } from "./features/workspaces/workspace-picker";

export function App({ config }: { config: RuntimeConfig }) {
  const [user, setUser] = useState<string | null | undefined>(undefined);
  const refresh = useCallback(() => void currentUser().then((name) => setUser(name ?? null)), []);
  useEffect(refresh, [refresh]);

  if (user === undefined) return <p className="hint">Starting…</p>;
  if (user === null) return <SignIn config={config} onEntered={refresh} />;
  return <Desk config={config} onLeave={() => void leave().then(refresh)} />;
}

function Desk({ config, onLeave }: { config: RuntimeConfig; onLeave: () => void }) {
  const [workspaceId, setWorkspaceId] = useState<string>();
  const system = useMemo(() => ({ config, rest: new RestClient(config.apiUrl, idToken) }), [config]);
  return (
    <SystemProvider value={system}>
      <header>
        <h1>Quorum</h1>
        <WorkspacePicker selected={workspaceId} onSelect={setWorkspaceId} />
        <button type="button" className="quiet" onClick={onLeave}>
          Sign out
        </button>
      </header>
      {workspaceId ? <Workplace key={workspaceId} workspaceId={workspaceId} /> : <NoWorkspace />}
    </SystemProvider>
  );
}

function NoWorkspace() {
  return (
    <main className="desk">
      <aside>
        <ModelList />
      </aside>
      <p className="welcome">Documents live in workspaces. Choose one above, or make a new one.</p>
    </main>
  );
}

/** One workspace: its documents, and a conversation about them. */
function Workplace({ workspaceId }: { workspaceId: string }) {
  const documents = useDocuments(workspaceId);
  const facets = useMemo(() => facetsOf(documents.documents ?? []), [documents.documents]);
  return (
    <main className="desk">
      <aside>
        <DocumentPanel workspaceId={workspaceId} {...documents} />
        <ModelList />
      </aside>
      <ChatPanel workspaceId={workspaceId} types={facets.types} tags={facets.tags} />
    </main>
  );
}
