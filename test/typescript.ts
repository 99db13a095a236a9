import { provideTypescript } from "../engine/syntax/typescript.ts";

/** Lets the engine read scripts. Import this file in any test that does. */
provideTypescript(() => require("typescript"));
