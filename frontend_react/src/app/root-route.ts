import { createRootRoute, Outlet } from "@tanstack/react-router";
import { PageMissing } from "./page-error";

export const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing });
