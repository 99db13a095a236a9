/** Colours of a terminal; all of them the identity elsewhere. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  green(text: string): string;
}

const code =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

const plain = (text: string): string => text;

export const colours: Paint = {
  bold: code(1, 22),
  dim: code(2, 22),
  red: code(31, 39),
  yellow: code(33, 39),
  blue: code(34, 39),
  green: code(32, 39),
};

export const noColours: Paint = { bold: plain, dim: plain, red: plain, yellow: plain, blue: plain, green: plain };

/** Columns of a reader's page; the usual ones where they are not known. */
export const widthFor = (stream: NodeJS.WriteStream, usual: number): number => Math.max(40, stream.columns || usual);

/** What a stream shows: colours on a terminal, unless the person has said no. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== "dumb" ? colours : noColours;
}
