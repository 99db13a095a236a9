import nodePath from "node:path";

const isWindows = process.platform === "win32";

/** A path of the system with forward slashes, as the engine counts paths. A drive letter is small, as editors write it. */
export function slashed(path: string): string {
  if (!isWindows) return path;
  const forward = path.replaceAll("\\", "/");
  return /^[A-Z]:/.test(forward) ? forward.charAt(0).toLowerCase() + forward.slice(1) : forward;
}

export const absolute = (path: string, from = process.cwd()): string => slashed(nodePath.resolve(from, path));

/** `path` seen from `folder`; both absolute. */
export const relative = (folder: string, path: string): string => slashed(nodePath.relative(folder, path)) || ".";

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));
