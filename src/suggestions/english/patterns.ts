import { ADVICE_PATTERNS } from "./advice.ts";
import { FACT_PATTERNS } from "./facts.ts";
import type { Pattern } from "./pattern.ts";
import { REASON_PATTERNS } from "./reasons.ts";
import { TEMPLATE_PATTERNS } from "./templates.ts";

export const PATTERNS: Pattern[] = [
  ...REASON_PATTERNS,
  ...ADVICE_PATTERNS,
  ...FACT_PATTERNS,
  ...TEMPLATE_PATTERNS,
];
