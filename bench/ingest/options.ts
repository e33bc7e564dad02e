export type Options = { databaseUrl: string; short: boolean; runs: number };
