/** The end of a Lambda runtime, as days (`2026-04-30`). */
export interface RuntimeEnd {
  /** From this day on it gets no security patches. */
  readonly deprecated: string;
  /** From this day on functions that use it cannot be changed any more. Undefined: not known. */
  readonly updateBlocked?: string;
  /** What takes its place. Undefined: nothing does without another way of building the function. */
  readonly successor?: string;
}

export const source = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";
/** The day on which the dates were looked at. "Deprecated" and "soon" are meant as of this day. */
export const asOf = "2026-11-24";
/** 180 days later. */
export const soonUntil = "2027-05-23";

const node = "nodejs24.x";
const python = "python3.14";
const java = "java25";
const ruby = "ruby3.4";
const dotnet = "dotnet10";
const linux = "provided.al2023";

const end = (deprecated: string, successor?: string, updateBlocked?: string): RuntimeEnd => ({
  deprecated,
  successor,
  updateBlocked,
});

/** Runtimes that are deprecated, or of which it is known when they will be. */
export const runtimeEnds: ReadonlyMap<string, RuntimeEnd> = new Map<string, RuntimeEnd>([
  ["nodejs", end("2016-10-31", node, "2016-10-31")],
  ["nodejs4.3", end("2020-03-05", node, "2020-03-05")],
  ["nodejs6.10", end("2019-08-12", node, "2019-08-12")],
  ["nodejs8.10", end("2020-03-06", node, "2020-03-06")],
  ["nodejs10.x", end("2021-07-30", node, "2022-02-14")],
  ["nodejs12.x", end("2023-03-31", node, "2023-04-30")],
  ["nodejs14.x", end("2023-12-04", node, "2027-03-03")],
  ["nodejs16.x", end("2024-06-12", node, "2027-03-03")],
  ["nodejs18.x", end("2025-09-01", node, "2027-03-03")],
  ["nodejs20.x", end("2026-04-30", node, "2027-03-03")],
  ["nodejs22.x", end("2027-04-30", node, "2027-07-01")],
  ["nodejs24.x", end("2028-04-30", undefined, "2028-07-01")],
  ["python2.7", end("2021-07-15", python, "2022-05-30")],
  ["python3.6", end("2022-07-18", python, "2022-08-29")],
  ["python3.7", end("2023-12-04", python)],
  ["python3.8", end("2024-10-14", python, "2027-03-03")],
  ["python3.9", end("2025-12-15", python, "2027-03-03")],
  ["python3.10", end("2026-10-31", python, "2027-03-03")],
  ["python3.11", end("2027-06-30", python, "2027-08-31")],
  ["python3.12", end("2028-10-31", python, "2029-01-10")],
  ["python3.13", end("2029-06-30", python, "2029-08-31")],
  ["python3.14", end("2029-06-30", undefined, "2029-08-31")],
  ["java8", end("2024-01-08", java)],
  ["java8.al2", end("2027-06-30", java)],
  ["java11", end("2027-06-30", java)],
  ["java17", end("2027-06-30", java)],
  ["java21", end("2029-06-30", java)],
  ["java25", end("2029-06-30")],
  ["ruby2.5", end("2021-07-30", ruby, "2022-03-31")],
  ["ruby2.7", end("2023-12-07", ruby)],
  ["ruby3.2", end("2026-03-31", ruby)],
  ["ruby3.3", end("2027-03-31", ruby)],
  ["dotnetcore1.0", end("2019-06-27", dotnet, "2019-07-30")],
  ["dotnetcore2.0", end("2019-05-30", dotnet, "2019-05-30")],
  ["dotnetcore2.1", end("2022-01-05", dotnet, "2022-04-13")],
  ["dotnetcore3.1", end("2023-04-03", dotnet, "2023-05-03")],
  ["dotnet6", end("2024-11-12", dotnet)],
  ["dotnet8", end("2026-11-10", dotnet)],
  ["dotnet10", end("2028-11-14")],
  ["go1.x", end("2024-01-08")],
  ["provided", end("2024-01-08", linux)],
  ["provided.al2", end("2026-07-31", linux)],
  ["provided.al2023", end("2029-06-30")],
]);
