import { commands, Location, Position, Range, Uri } from "vscode";
import type { Location as PlainLocation, Position as PlainPosition } from "vscode-languageclient/node";

/** Lists places beside a line; the only one there is is gone to at once. */
export async function showPlaces(uri: string, at: PlainPosition, places: readonly PlainLocation[]): Promise<void> {
  const position = new Position(at.line, at.character);
  const locations = places.map(({ uri: target, range: { start, end } }) => {
    const range = new Range(start.line, start.character, end.line, end.character);
    return new Location(Uri.parse(target), range);
  });
  await commands.executeCommand("editor.action.goToLocations", Uri.parse(uri), position, locations, "peek", "");
}
