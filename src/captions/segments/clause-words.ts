import { canonicalLanguage } from "../../text/language/languages.ts";

/** How a language begins its clauses, and where it does not break. */
export type ClauseWords = {
  /** Words and phrases that open a clause, and how surely, 1 to 3. */
  openers: Map<string, number>;
  /** The most words of an opener. */
  longestOpener: number;
  /** Words after which an opener goes on with what was begun: "that you want", "if we". */
  continuing: Set<string>;
  /** Words that need what follows: articles, prepositions, conjunctions. */
  leading: Set<string>;
  /** Words that seldom end a clause, but do: auxiliaries, subjects. */
  seldomLast: Set<string>;
  /** Sounds of somebody thinking. */
  fillers: Set<string>;
  /** Words that seldom begin one. */
  seldomFirst: Set<string>;
  /** What words end in that end a clause, in languages whose verbs come last. */
  endings: RegExp | undefined;
};

type Lists = {
  openers?: [string, string, string];
  continuing?: string;
  leading: string;
  seldomLast?: string;
  seldomFirst?: string;
  endings?: RegExp;
};

/** Phrases of a list are parted by commas, words by white space. Openers: surest last. */
const LISTS: Record<string, Lists> = {
  en: {
    openers: [
      `i, i'm, i've, i'll, i'd, we, we're, we've, we'll, you, you're, you've, you'll, he, he's, she, she's, they, they're,
      it, it's, there, there's, there are, there is, this is, that is, that's, these are, those are, here, here's, who, or,
      where, which, and, while, although, though, unless, until, since, please, maybe, actually, basically, obviously,
      hopefully, usually, sometimes, instead, once, everybody, everyone, most people, some people, people, then, also, how,
      what, why, when, if, whenever, after, before, as you, as we, as i, yeah, yes, no, oh, um, uh, like i said`,
      `and i, and i'm, and we, and we're, and you, and you're, and he, and she, and they, and it, and it's, and there,
      and there's, and this, and that, and that's, and these, and if, and when, and what, and how, and why, and as, and once,
      and let's, and therefore, turns out, and in, or you, or i, or we, or if, or it, or they, if you, if i, if we, if it, if the, if there, if they,
      when you, when i, when we, when the, when it, when they, once you, once we, what i, what you, what we, what is, what's,
      what are, what if, what does, what do, how do, how does, how can, how did, why is, why do, why does, why not, which is,
      which means, because, so that, it turns out, you know what, you can see, you want to, you need to, you have to,
      we have to, we need to, we want to, i want to, i think, i mean, i don't, let me, let's say, to do that,
      for example, for instance, in fact, in other words, in this case, in this video, at this point, at the end, after that,
      before that, instead of, even though, even if, as soon as, as long as, make sure, remember, notice, imagine, suppose,
      keep in mind, thank you, thanks, of course`,
      `so, but, now, okay, ok, alright, all right, well, and then, and so, and now, and also, and because, but then, and finally,
      then you, then we, then i, then the, then it, then they, next, first of all, first, secondly, second of all, finally,
      lastly, let's, however, therefore, anyway, anyways, meanwhile, otherwise, hi, hello, hey, welcome, the first thing,
      the second thing, the next thing, the other thing, the last thing, the first step, the next step, the last step, one thing,
      another thing, step one, step two, step three, number one, number two, number three, my name is, today, right so`,
    ],
    continuing: `that what if when because and but so which who whom how why as than where once while whenever until unless
      though although whether think thought know knew mean means hope say says said like before after since maybe sure
      all everything something anything things thing way time place reason or then now let to the a an of for with about
      not just even only really both did do does can could would should will is are was were am have has had also
      very much too even so`,
    leading: `a an the my your his its our their of in on at by for from with into onto than per via and or nor to
      as during between among toward towards against because if whether every each whose like i i'm i've i'll i'd we we're
      we've we'll you're you've you'll he he's she she's they they're they've they'll it's it'll that's there's here's
      what's who's let's let isn't aren't wasn't weren't don't doesn't didn't can't won't couldn't wouldn't shouldn't gonna
      wanna gotta very quite such whatever without within`,
    seldomLast: `is are was were be been being am do does did have has had will would can could should may might must shall but
      so when while where which who what how why although though unless until since just also not really more most some any no
      another these those you it there if before after then going want need able kind sort lot couple bunch about around
      through over under that this first next other same new big little good great only even still always never into
      two three four five six seven eight nine ten get got make makes let's see know think say says said mean called minus plus times equals equal therefore however negative positive`,
    seldomFirst: `of than is are was were be been am to 's not too either itself himself herself themselves myself yourself
      ago away up off out down back again much more less enough will would can could should has had into onto with by from
      for at as about around on in me him us them that them`,
  },
  de: {
    openers: [
      "ich, wir, du, ihr, sie, er, es, man, das ist, das sind, hier, da, dort, und, oder, wenn, weil, wie, was, warum",
      `und ich, und wir, und du, und sie, und er, und es, und das, und die, und der, und wenn, wenn man, wenn ihr, wenn du,
      wenn ich, wenn wir, weil, denn, damit, sodass, obwohl, während, nachdem, bevor, zum beispiel, das heißt, wie gesagt`,
      `also, aber, jetzt, nun, und dann, und jetzt, dann, danach, zuerst, zunächst, als erstes, als nächstes, schließlich,
      okay, gut, so, allerdings, deshalb, deswegen, darum, trotzdem, hallo, willkommen, heute`,
    ],
    continuing: "dass ob wenn weil wie was wer wo als und aber oder denn der die das den dem",
    leading: `der die das den dem des ein eine einen einem einer eines mein meine meinen dein deine ihre ihren unser unsere
      sein seine von in im am an auf aus bei mit nach zu zum zur für über unter durch gegen ohne um und oder dass ob weil wenn
      als wie sehr ganz ich wir man`,
    seldomLast: "er sie es du ihr nicht auch noch nur ist sind war hat haben wird werden kann können muss",
    seldomFirst: "von des nicht zu",
  },
  es: {
    openers: [
      "yo, nosotros, tú, usted, él, ella, ellos, hay, aquí, y, o, si, cuando, porque, que es, lo que, esto, eso, está",
      `y esto, y eso, y el, y la, y si, y cuando, si tú, si quieres, si usted, cuando, porque, aunque, mientras,
      por ejemplo, es decir, o sea`,
      `entonces, pero, ahora, ahora bien, bueno, y luego, y entonces, luego, después, primero, en primer lugar, finalmente,
      por último, así que, por eso, además, sin embargo, hola, bienvenidos, hoy, vamos a, okay`,
    ],
    continuing: "que si cuando porque como donde y pero o para de lo",
    leading: `el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y e o u que si porque como
      mi tu su sus mis tus muy más se lo le les me te nos no`,
    seldomLast: "es son era está están hay ha han puede pueden va van este esta estos estas ese esa",
    seldomFirst: "de del que al",
  },
  fr: {
    openers: [
      "je, nous, vous, tu, il, elle, ils, elles, on, ça, il y a, ici, et, ou, si, quand, parce que, c'est, j'ai",
      `et je, et on, et ça, et c'est, et si, et quand, et il, et vous, si vous, si on, quand vous, quand on, parce que, car,
      lorsque, pendant que, bien que, par exemple, c'est-à-dire, ce qui, ce que`,
      `donc, mais, alors, maintenant, et puis, et ensuite, et donc, et là, puis, ensuite, après, d'abord, premièrement,
      enfin, finalement, bon, bien, ok, voilà, cependant, bonjour, bienvenue, aujourd'hui, du coup`,
    ],
    continuing: "que qu' si quand comme où et mais ou pour de ce",
    leading: `le la les un une des du de d' l' à au aux en dans avec pour par sans sur sous entre chez vers et ou que qui si
      parce comme mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs très plus ne je tu il on nous vous ils elles
      se me te`,
    seldomLast: "est sont était a ont peut peuvent va vont ce cet cette ces elle pas",
    seldomFirst: "de du des que pas",
  },
  it: {
    openers: [
      "io, noi, voi, lui, lei, loro, c'è, ci sono, qui, e, o, se, quando, perché",
      "",
      "quindi, ma, però, adesso, ora, allora, e poi, poi, dopo, prima, infine, bene, ok, inoltre, ciao, oggi",
    ],
    leading: `il lo la i gli le un uno una di del dello della dei degli delle a al alla ai da dal dalla in nel nella con per su tra
      fra e o che se perché come mio mia tuo tua suo sua molto più si non`,
    seldomFirst: "di che del della",
  },
  nl: {
    openers: [
      "ik, we, wij, je, jij, hij, ze, het is, dat is, hier, er is, en, of, als, omdat, wat, hoe",
      "",
      "dus, maar, nu, en dan, dan, daarna, eerst, tenslotte, oké, nou, goed, hallo, welkom, vandaag",
    ],
    leading:
      "de het een van in op aan met voor naar bij uit over door om te en of dat als omdat mijn jouw zijn haar ons hun heel zeer ik we",
    seldomFirst: "van te",
  },
  pt: {
    openers: [
      "eu, nós, você, vocês, ele, ela, eles, a gente, aqui, há, tem, e, ou, se, quando, porque",
      "",
      "então, mas, agora, e aí, e depois, depois, primeiro, por fim, bom, bem, ok, além disso, olá, hoje, portanto",
    ],
    leading: `o a os as um uma de do da dos das em no na nos nas com por para sem sobre entre e ou que se porque como meu minha seu
      sua muito mais não`,
    seldomFirst: "de do da que",
  },
  ru: {
    openers: [
      "я, мы, вы, он, она, они, это, здесь, тут, и, или, если, когда, потому что, как, что",
      "",
      "но, а, теперь, так, итак, потом, затем, сначала, во-первых, наконец, хорошо, окей, поэтому, однако, привет, сегодня",
    ],
    leading:
      "в во на с со к ко по от до из за у о об для без при под над между и а но или что если не ни очень",
    seldomFirst: "бы же ли",
  },
  ja: {
    leading: "この その あの どの こういう そういう",
    seldomFirst:
      "は が を に で と の も へ や から まで より ので けど です ます た て だ ない れ られ せ させ こと もの よう",
    endings: /(?:です|ます|した|ました|ね|よ|か|けど|けれど|から|ので|たら|ません|でしょう|ください)$/u,
  },
  zh: {
    leading: "的 和 在 是 把 被 对 从 与 及 而 这 那 一 不 很 更 最 这个 那个 一个",
    seldomFirst: "的 地 得 了 着 过 吗 呢 吧 们",
    endings: /[了吗呢吧啊嘛呀]$/u,
  },
  ko: { leading: "", endings: /(?:다|요|죠|고|는데|니까|지만|까|면)$/u },
  th: { leading: "", endings: /(?:ครับ|ค่ะ|คะ|นะ|แล้ว|เลย|ไหม|ด้วย)$/u },
};

const FILLERS = new Set(
  "um uh uhm er hmm mm äh ähm euh eh ehm este uh-huh эм ээ えーと えー あの".split(" "),
);
const NONE: Lists = { leading: "" };
const KNOWN = new Map<string, ClauseWords>();

/** The words of a BCP 47 tag's language; none where they are not known. */
export function clauseWordsOf(tag: string): ClauseWords {
  const language = canonicalLanguage(tag);
  const key = language in LISTS ? language : "";
  const words = KNOWN.get(key) ?? readLists(LISTS[key] ?? NONE);
  KNOWN.set(key, words);
  return words;
}

function readLists({
  openers = ["", "", ""],
  continuing,
  leading,
  seldomLast,
  seldomFirst,
  endings,
}: Lists): ClauseWords {
  const strengths = openers.flatMap((list, index) =>
    list
      .split(",")
      .map((phrase): [string, number] => [phrase.trim().replaceAll(/\s+/gu, " "), index + 1])
      .filter(([phrase]) => phrase !== ""),
  );
  return {
    openers: new Map(strengths),
    longestOpener: Math.max(0, ...strengths.map(([phrase]) => phrase.split(" ").length)),
    continuing: wordSet(continuing),
    leading: wordSet(leading),
    seldomLast: wordSet(seldomLast),
    fillers: FILLERS,
    seldomFirst: wordSet(seldomFirst),
    endings,
  };
}

const wordSet = (list = ""): Set<string> => new Set(list.split(/\s+/u).filter((word) => word !== ""));
