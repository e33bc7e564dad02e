/**
 * Words for sounds as captions note them in brackets, by the languages that YouTube captions most. Whole words, lower
 * case. "[inaudible]", "[ __ ]" and names stand for speech and are not among them.
 */
const SOUNDS = new Set(
  `music musics música músicas musique musik musica muziek музыка музика muzyka müzik musiikki musikk hudba zene muzică
  glazba μουσική موسيقى موسیقی מוזיקה संगीत 音楽 音乐 音樂 음악 nhạc ดนตรี เพลง instrumental jingle singing sings humming
  applause applauding applauds clapping claps aplauso aplausos aplauze applaudissements applaudissement applaus beifall
  applausi applauso аплодисменты оплески oklaski brawa alkış alkışlar تصفيق תשואות तालियां तालियाँ 拍手 掌声 掌聲 박수
  applåder applåd taputuksia potlesk taps χειροκρότημα ปรบมือ
  laughter laughs laughing laugh chuckles chuckling chuckle giggles giggling risa risas riso risos rires rire gelächter
  lachen lacht risate risata gelach смех сміх śmiech kahkaha kahkahalar gülüşmeler ضحك צחוק हंसी हँसी 笑い 笑 笑い声 笑声
  笑聲 笑う 웃음 웃음소리 cười tawa skratt naurua smích râsete γέλια
  cheering cheers cheer whistling whistles gasps gasp sighs sigh sighing coughs coughing cough sniffs sniffles groans
  screams screaming crying sobbing sobs exhales inhales snoring beep beeps beeping bleep buzzing thunder explosion
  gunshots footsteps sirens siren silence ovations vítores ovación jubel cris silencio silêncio stille тишина
  침묵 沈黙 歓声 환호 欢呼`.split(/\s+/),
);
/** Words for how, or by whom, a sound is made. Without a word for a sound they note none. */
const MODIFIERS = new Set(
  `a an the and of in with by audience crowd people man woman men women both all everyone speaker host children
  background upbeat soft softly dramatic gentle light loud loudly slow fast tense sad happy ominous suspenseful cheerful
  theme intro outro opening closing ending electronic piano guitar rock jazz ambient orchestral classical playing plays
  play continues fades fading out stops starts begins swells polite scattered nervous nervously de fondo du public
  publikum público pubblico del la el tiếng âm vỗ tay tepuk tangan מחיאות כפיים`.split(/\s+/),
);
const NAMED_BY_MANY_WORDS = /^(?:(?:tiếng )?vỗ tay|tepuk tangan|מחיאות כפיים|âm nhạc)$/u;
const WORD = /[\p{L}\p{M}\p{N}_']+/gu;

/**
 * Whether the text between two brackets notes a sound instead of speech: "Music", "upbeat music", "audience laughs",
 * "拍手". Every word must name a sound or describe one; square brackets, which captions use for nothing else, may have up
 * to three other words ("Bob laughs").
 */
export function isNonSpeech(inside: string, bracket: "square" | "round"): boolean {
  // "İ" in lower case keeps its dot as a character of its own.
  const words = inside.normalize("NFC").toLowerCase().replaceAll("\u0307", "").match(WORD) ?? [];
  const sounds = words.filter((word) => SOUNDS.has(word)).length;
  const others = words.filter((word) => !SOUNDS.has(word) && !MODIFIERS.has(word)).length;
  if (NAMED_BY_MANY_WORDS.test(words.join(" "))) return true;
  return sounds > 0 && others <= (bracket === "square" ? 3 : 0);
}

/** Articles and prepositions, which sentences have and notes of sounds hardly. */
const FUNCTION_WORDS = new Set(
  `a an the this that these those his her their our my your of in on at to for from with without about near by and or
  der die das den dem ein eine einen von vom im mit ohne über für bei und le la les un une des du au aux dans avec sans
  pour sur et el los las una del en con sin por para y il lo gli uno di nel per e o os as um uma do da no na com sem`.split(
    /\s+/,
  ),
);
/** A sentence goes on: neither its end nor another bracket stands before. */
const GOES_ON = /[\p{L}\p{N}'’"”,]\s+$/u;

/** Whether an editor put part of the sentence in brackets: it goes on from the words before, with an article or preposition. */
export function isInSentence(inside: string, before: string): boolean {
  if (!GOES_ON.test(before.slice(-4))) return false;
  const words = inside.toLowerCase().match(WORD) ?? [];
  return words.length > 1 && words.some((word) => FUNCTION_WORDS.has(word));
}
