import { compileGrammar, type Grammar } from "../grammar.ts";
import { arabic } from "./arabic.ts";
import { chinese } from "./chinese.ts";
import { dutch } from "./dutch.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { hindi } from "./hindi.ts";
import { italian } from "./italian.ts";
import { japanese } from "./japanese.ts";
import { portuguese } from "./portuguese.ts";
import { russian } from "./russian.ts";
import { spanish } from "./spanish.ts";

export const GRAMMARS: Grammar[] = [
  english,
  german,
  spanish,
  french,
  italian,
  portuguese,
  dutch,
  hindi,
  japanese,
  russian,
  chinese,
  arabic,
].map(compileGrammar);
