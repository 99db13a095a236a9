import type { HandlerEntry, TriggerKind } from "../../engine/authoring.ts";

const http: readonly TriggerKind[] = ["rest-api", "http-api", "function-url", "alb"];

/** Whether a request of a client, which waits for the answer, reaches the handler. */
export const isHttp = ({ triggers }: HandlerEntry): boolean => triggers.some((trigger) => http.includes(trigger));

/** As `isHttp`, or nothing is known of what reaches it. */
export const mayBeHttp = (entry: HandlerEntry): boolean => entry.triggers.length === 0 || isHttp(entry);
