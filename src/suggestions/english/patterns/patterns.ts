import { ADVICE_PATTERNS } from "./advice.ts";
import { FACT_PATTERNS } from "./facts.ts";
import { INSTRUCTION_PATTERNS } from "./instructions.ts";
import type { Pattern } from "./pattern.ts";
import { REASON_PATTERNS } from "./reasons.ts";
import { STATEMENT_PATTERNS } from "./statements.ts";
import { TEMPLATE_PATTERNS } from "./templates.ts";

export const PATTERNS: Pattern[] = [
  ...REASON_PATTERNS,
  ...ADVICE_PATTERNS,
  ...INSTRUCTION_PATTERNS,
  ...FACT_PATTERNS,
  ...STATEMENT_PATTERNS,
  ...TEMPLATE_PATTERNS,
];
