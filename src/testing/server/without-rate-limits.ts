import { RATE_LIMIT_NAMES } from "../../limits/limits.ts";

/** Settings without limits by address or of rates, for servers whose clients are all at one address and do much in little time. */
export const WITHOUT_RATE_LIMITS = Object.fromEntries(
  [...RATE_LIMIT_NAMES, "MAX_CONNECTIONS_PER_ADDRESS"].map((name) => [name, "0"]),
);
