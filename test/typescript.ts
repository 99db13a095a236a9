import { shardText } from "../disk/shards.ts";
import { provideShards } from "../engine/policy/shard.ts";
import { provideTypescript } from "../engine/syntax/typescript.ts";

/** Lets the engine read scripts and the action catalogue. Import this file in any test that does. */
provideTypescript(() => require("typescript"));
provideShards(shardText);
