import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { newQueryClient } from "../api/queries";
import { SystemProvider, type System } from "../api/system";

/** Renders a part of the page inside the providers that it needs. */
export function draw(system: System, part: ReactNode) {
  return render(<Providers system={system}>{part}</Providers>);
}

function Providers({ system, children }: { system: System; children: ReactNode }) {
  const [queries] = useState(newQueryClient);
  const [router] = useState(() => createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() }));
  return (
    <RouterContextProvider router={router as never}>
      <QueryClientProvider client={queries}>
        <SystemProvider value={system}>{children}</SystemProvider>
      </QueryClientProvider>
    </RouterContextProvider>
  );
}
