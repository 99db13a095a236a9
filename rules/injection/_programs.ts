/** Programs of the command line that an argument of their own kind can make do harm. */
export interface Program {
  /** What ends the options: what stands behind it is never one. Undefined: the program has no such mark. */
  readonly end?: "--";
}

/**
 * By the program's name, those with options that run, write or send something. Sources: the manual pages, https://gtfobins.github.io and
 * https://sonarsource.github.io/argument-injection-vectors/ (November 2026).
 */
export const programs: ReadonlyMap<string, Program> = new Map([
  ...[
    "git",
    "tar",
    "curl",
    "wget",
    "ssh",
    "scp",
    "sftp",
    "rsync",
    "zip",
    "hg",
    "svn",
    "sort",
    "split",
    "man",
    "psql",
    "mysql",
  ].map((name) => [name, { end: "--" }] as const),
  ...[
    "find",
    "ffmpeg",
    "convert",
    "magick",
    "sed",
    "awk",
    "unzip",
    "wkhtmltopdf",
    "chromium",
    "chrome",
    "pandoc",
    "7z",
  ].map((name) => [name, {}] as const),
]);
