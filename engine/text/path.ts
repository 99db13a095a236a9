/** The folder of a path: everything before its last slash; "" for a path without one. */
export const dirname = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** What follows the last slash. */
export const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A path below a folder, with `.` and `..` resolved; `..` above the root is dropped. */
export function joined(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${relative.startsWith("/") ? "" : `${folder}/`}${relative}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && (part !== "" || parts.length === 0)) parts.push(part);
  }
  return parts.join("/");
}

/** A path as seen from a folder above it; the path itself if it lies elsewhere. */
export const relativeTo = (folder: string, path: string): string =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
