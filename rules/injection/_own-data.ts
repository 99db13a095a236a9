import type { Flow } from "../../engine/authoring.ts";

/** Whether a flow brings what the platform or the project's own functions put together: a message, a record, what a GraphQL schema has checked. */
export const isOwnData = (flow: Flow): boolean => flow.by !== "outsider" || /^\w+\.arguments\b/.test(flow.source);
