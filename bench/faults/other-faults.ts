import { embeddingModels } from "./embedding-models.ts";
import type { OtherFault } from "./fault.ts";
import { purge } from "./purge.ts";

export const OTHER_FAULTS: OtherFault[] = [embeddingModels, purge];
