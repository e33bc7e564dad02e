import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf16Text } from "../../testing/arbitraries.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** Texts, and how many tokens of o200k_base they are. */
const COUNTED: [what: string, text: string, tokens: number][] = [
  [
    "English",
    "Keep your tea in a tin with a tight lid, well away from the spices, because it takes on their smell within a week. Water that has boiled for too long tastes flat. So fill the kettle anew each time, warm the pot, and count three minutes for black tea and two for green. If you don't like it bitter, don't squeeze the leaves: what's left in them isn't what you want in your cup.",
    85,
  ],
  [
    "German",
    "Bewahren Sie Ihren Tee in einer gut schließenden Dose auf, weit weg von den Gewürzen, denn er nimmt innerhalb einer Woche deren Geruch an. Wasser, das zu lange gekocht hat, schmeckt fade. Füllen Sie den Kessel also jedes Mal neu, wärmen Sie die Kanne vor und rechnen Sie drei Minuten für schwarzen Tee und zwei für grünen.",
    77,
  ],
  [
    "French",
    "Gardez votre thé dans une boîte bien fermée, loin des épices, car il prend leur odeur en une semaine. L'eau qui a bouilli trop longtemps a un goût plat. Remplissez donc la bouilloire à chaque fois, réchauffez la théière, et comptez trois minutes pour le thé noir et deux pour le thé vert.",
    74,
  ],
  [
    "Spanish",
    "Guarda el té en una lata bien cerrada, lejos de las especias, porque toma su olor en una semana. El agua que ha hervido demasiado tiempo sabe a poco. Llena la tetera de nuevo cada vez, calienta la jarra y cuenta tres minutos para el té negro y dos para el té verde.",
    67,
  ],
  [
    "Russian",
    "Храните чай в плотно закрытой банке, подальше от специй, потому что за неделю он впитывает их запах. Вода, которая кипела слишком долго, становится безвкусной. Поэтому каждый раз наливайте свежую воду, прогревайте чайник и заваривайте чёрный чай три минуты, а зелёный две.",
    77,
  ],
  [
    "Ukrainian",
    "Зберігайте чай у щільно закритій банці, подалі від спецій, бо за тиждень він вбирає їхній запах. Вода, яка кипіла надто довго, стає несмачною. Тому щоразу наливайте свіжу воду, прогрівайте чайник і заварюйте чорний чай три хвилини, а зелений дві.",
    89,
  ],
  [
    "Polish",
    "Trzymaj herbatę w szczelnie zamkniętej puszce, z dala od przypraw, bo w ciągu tygodnia przejmuje ich zapach. Woda, która gotowała się zbyt długo, nie ma smaku. Dlatego za każdym razem nalewaj świeżej wody, ogrzej dzbanek i parz czarną herbatę trzy minuty, a zieloną dwie.",
    92,
  ],
  [
    "Greek",
    "Φυλάξτε το τσάι σε ένα κουτί που κλείνει καλά, μακριά από τα μπαχαρικά, γιατί μέσα σε μια εβδομάδα παίρνει τη μυρωδιά τους. Το νερό που έβρασε πολλή ώρα δεν έχει γεύση. Γι' αυτό γεμίζετε κάθε φορά το βραστήρα, ζεσταίνετε την τσαγιέρα και μετράτε τρία λεπτά για το μαύρο τσάι.",
    109,
  ],
  [
    "Arabic",
    "احفظ الشاي في علبة محكمة الإغلاق بعيدًا عن التوابل، لأنه يأخذ رائحتها خلال أسبوع. الماء الذي يغلي وقتًا طويلًا يفقد طعمه. لذلك املأ الغلاية من جديد في كل مرة، وسخّن الإبريق، واحسب ثلاث دقائق للشاي الأسود ودقيقتين للشاي الأخضر.",
    78,
  ],
  [
    "Hebrew",
    "שמרו את התה בקופסה סגורה היטב, הרחק מהתבלינים, כי בתוך שבוע הוא סופג את הריח שלהם. מים שרתחו זמן רב מדי מאבדים את טעמם. לכן מלאו את הקומקום מחדש בכל פעם, חממו את הקנקן, וחכו שלוש דקות לתה שחור ושתי דקות לתה ירוק.",
    84,
  ],
  [
    "Hindi",
    "चाय को मसालों से दूर एक अच्छी तरह बंद डिब्बे में रखें, क्योंकि वह एक हफ्ते में उनकी गंध ले लेती है। जो पानी बहुत देर तक उबलता है उसका स्वाद चला जाता है। इसलिए हर बार केतली में नया पानी भरें, बर्तन को गरम करें, और काली चाय के लिए तीन मिनट गिनें।",
    81,
  ],
  [
    "Thai",
    "เก็บใบชาไว้ในกระป๋องที่ปิดสนิท ห่างจากเครื่องเทศ เพราะมันจะดูดกลิ่นภายในหนึ่งสัปดาห์ น้ำที่ต้มนานเกินไปจะไม่มีรสชาติ ดังนั้นให้เติมน้ำใหม่ทุกครั้ง อุ่นกาน้ำชา และรอสามนาทีสำหรับชาดำ",
    73,
  ],
  [
    "Japanese",
    "お茶は香りが移らないように、香辛料から離して、しっかり閉まる缶に入れておきましょう。長く沸かしすぎたお湯は味が落ちます。ですから毎回新しい水を入れて、ポットを温め、紅茶なら三分、緑茶なら二分待ってください。",
    88,
  ],
  [
    "Chinese",
    "茶叶要放在盖得很紧的罐子里，远离香料，因为一个星期之内它就会吸收香料的味道。煮得太久的水没有味道。所以每次都要重新装满水壶，先把茶壶加热，红茶泡三分钟，绿茶泡两分钟。如果你不喜欢苦味，就不要挤压茶叶。",
    90,
  ],
  [
    "Korean",
    "차는 향신료에서 멀리 떨어진 곳에 뚜껑이 잘 닫히는 통에 보관하세요. 일주일 안에 그 냄새를 빨아들이기 때문입니다. 너무 오래 끓인 물은 맛이 없습니다. 그래서 매번 주전자에 새 물을 채우고, 찻주전자를 데우고, 홍차는 삼 분, 녹차는 이 분을 기다리세요.",
    97,
  ],
];

describe("estimateTokens", () => {
  it.each(COUNTED)("is within 15 percent of the true number for %s", (_, text, tokens) => {
    const estimate = estimateTokens(text);
    expect(estimate).toBeGreaterThan(tokens * 0.85);
    expect(estimate).toBeLessThan(tokens * 1.15);
  });

  it.each([
    ["a long number", "31415926".repeat(100), 267],
    ["the same letter", "a".repeat(800), 100],
    ["lines of marks", `${"=".repeat(64)}\n`.repeat(10), 20],
    ["white space", `${" ".repeat(80)}\n`.repeat(10), 20],
    ["emoji", "🙂🚀❤️👍🏽".repeat(20), 120],
    ["flags", "🇩🇪🇯🇵🇧🇷".repeat(20), 240],
  ])("is not too low for %s", (_, text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThan(tokens * 0.85);
  });

  it("is nothing for an empty text, and something for whatever is not white space", () => {
    expect(estimateTokens("")).toBe(0);
    const all = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
    const free = all.filter((character) => estimateTokens(character) === 0);
    expect(free.filter((character) => !/[\s\u200b]/.test(character))).toEqual([]);
  });

  it("is never negative, nor more than two tokens a byte", () => {
    fc.assert(
      fc.property(utf16Text(300), (text) => {
        expect(estimateTokens(text)).toBeGreaterThanOrEqual(0);
        expect(estimateTokens(text)).toBeLessThanOrEqual(Buffer.byteLength(text) * 2);
      }),
    );
  });

  it("of two texts together is near the sum of both", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const apart = estimateTokens(one) + estimateTokens(other);
        expect(Math.abs(estimateTokens(`${one}${other}`) - apart)).toBeLessThan(20);
      }),
    );
  });

  it.each([
    ["words", "the attention mechanism computes a weighted sum. "],
    ["one letter", "a"],
    ["spaces", " "],
    ["ideographs", "的"],
    ["marks and letters by turns", "a!"],
    ["lone surrogates", "\ud800"],
  ])("takes time in proportion to the length: two megabytes of %s", (_, unit) => {
    const text = unit.repeat(2_000_000 / unit.length);
    // Quadratic time would be hours, which the limit of a test forbids.
    expect(estimateTokens(text)).toBeGreaterThan(0);
  });
});
