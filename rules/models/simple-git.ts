import type { LibraryModel } from "../../engine/authoring.ts";
import { called } from "./_callees.ts";

const clients = [...called("simple-git"), "simple-git.simpleGit()", "simple-git.gitP()"];
const tasks = ["clone", "mirror", "fetch", "pull", "push", "checkout", "show", "diff", "log", "listRemote", "revparse"];

/** Texts and lists that become arguments of git. */
export default {
  library: "simple-git",
  source: "https://github.com/steveukx/git-js (November 2026)",
  facts: [
    {
      sink: "argument",
      callees: clients.flatMap((client) => tasks.map((task) => `${client}.**.${task}`)),
      facts: { is: "option" },
    },
    {
      sink: "argument",
      callees: clients.map((client) => `${client}.**.raw`),
      argument: "all",
      facts: { is: "option" },
    },
  ],
} satisfies LibraryModel;
